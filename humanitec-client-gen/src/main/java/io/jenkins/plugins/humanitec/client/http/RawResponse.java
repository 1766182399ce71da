package io.jenkins.plugins.humanitec.client.http;

/**
 * A successful answer as it came.
 *
 * @param status the HTTP status
 * @param isJson whether the body is JSON
 * @param body the body as text; empty if there is none
 */
public record RawResponse(int status, boolean isJson, String body) {

    /** Does not show the body, which may hold anything. */
    @Override
    public String toString() {
        return "answer with status " + status;
    }
}
