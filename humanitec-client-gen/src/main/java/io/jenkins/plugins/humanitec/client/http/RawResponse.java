package io.jenkins.plugins.humanitec.client.http;

import java.util.Collection;
import java.util.Map;

/**
 * A successful response that is not parsed.
 *
 * @param status the HTTP status
 * @param isJson whether the body is JSON
 * @param body the body as text; empty if there is none
 * @param headers the headers by name; lookups ignore the case of names
 */
public record RawResponse(int status, boolean isJson, String body, Map<String, Collection<String>> headers) {

    /** Does not contain the body, which could contain secrets. */
    @Override
    public String toString() {
        return "response with status " + status;
    }
}
