package io.jenkins.plugins.humanitec;

import net.sf.json.JSONObject;

/** Answers that a test wants from the simulator instead of its own. */
final class Answers {

    private Answers() {}

    /** All answers from now on to requests that match. */
    static JSONObject of(String method, String path, int status, String body) {
        return new JSONObject()
                .element("kind", "STATUS")
                .element("method", method)
                .element("path", path)
                .element("times", 1000)
                .element("status", status)
                .element("contentType", "application/json")
                .element("body", body);
    }
}
