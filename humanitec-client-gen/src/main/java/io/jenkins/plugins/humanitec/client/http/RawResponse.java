package io.jenkins.plugins.humanitec.client.http;

/**
 * A successful response that is not parsed.
 *
 * @param status the HTTP status
 * @param isJson whether the body is JSON
 * @param body the body as text; empty if there is none
 */
public record RawResponse(int status, boolean isJson, String body) {

    /** Does not contain the body, which could contain secrets. */
    @Override
    public String toString() {
        return "response with status " + status;
    }
}
