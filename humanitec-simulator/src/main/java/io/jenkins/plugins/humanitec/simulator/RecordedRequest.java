package io.jenkins.plugins.humanitec.simulator;

import java.util.Map;

/**
 * A request that the simulator received, and its answer. It does not contain the token of the request.
 *
 * @param method the HTTP method
 * @param path the path, not decoded
 * @param query the query, not decoded; empty if there is none
 * @param headers the headers by name in lower case, without {@code Authorization}; the first value of each
 * @param scheme the scheme of the header {@code Authorization}, such as {@code Bearer}; null if there is none
 * @param body the body as UTF-8; empty if there is none
 * @param status the HTTP status of the answer; 0 if a {@link Fault.Kind#RESET} prevented the answer
 * @param answer the body of the answer; empty if there is none, or if a {@link Fault.Kind#STATUS} or
 *     {@link Fault.Kind#RESET} replaced the answer
 */
public record RecordedRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String scheme,
        String body,
        int status,
        String answer) {

    /** Without the bodies, which can have secrets. */
    @Override
    public String toString() {
        return method + " " + path + " " + status;
    }
}
