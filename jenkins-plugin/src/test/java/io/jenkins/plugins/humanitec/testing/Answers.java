package io.jenkins.plugins.humanitec.testing;

import net.sf.json.JSONObject;

/** Creates faults that replace responses of the simulator. */
public final class Answers {

    private Answers() {}

    /** Returns a fault that replaces the next 1000 responses to matching requests. */
    public static JSONObject of(String method, String path, int status, String body) {
        return new JSONObject()
                .element("kind", "STATUS")
                .element("method", method)
                .element("path", path)
                .element("times", 1000)
                .element("status", status)
                .element("contentType", "application/json")
                .element("body", body);
    }

    /** Returns a fault that delays the next 1000 responses to matching requests. */
    public static JSONObject delayed(String method, String path, long millis) {
        return new JSONObject()
                .element("kind", "DELAY")
                .element("method", method)
                .element("path", path)
                .element("times", 1000)
                .element("delayMillis", millis);
    }
}
