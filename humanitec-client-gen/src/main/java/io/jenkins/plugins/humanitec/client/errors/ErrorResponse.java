package io.jenkins.plugins.humanitec.client.errors;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A response that is not a usable success.
 *
 * @param method the HTTP method of the request
 * @param path the encoded path of the request
 * @param status the HTTP status
 * @param headers the headers of the response; lookups ignore the case of names
 * @param code the error code of the API, or null
 * @param message the error message of the API, or a description of a body in another format; empty if there is none
 * @param details further details from the API, or null
 * @param retryAfter how long the API asks the client to wait, or null
 */
public record ErrorResponse(
        String method,
        String path,
        int status,
        Map<String, List<String>> headers,
        @Nullable String code,
        String message,
        @Nullable Map<String, Object> details,
        @Nullable Duration retryAfter)
        implements Serializable {

    /** Copies the headers. */
    public ErrorResponse {
        headers = copy(headers);
    }

    /**
     * Creates a description of a response without an error body of the API.
     *
     * @param method the HTTP method of the request
     * @param path the encoded path of the request
     * @param status the HTTP status
     * @param headers the headers of the response by name
     * @param message describes the response
     * @return the description
     */
    public static ErrorResponse of(
            String method, String path, int status, Map<String, ? extends Collection<String>> headers, String message) {
        return new ErrorResponse(method, path, status, copy(headers), null, message, null, null);
    }

    private static Map<String, List<String>> copy(Map<String, ? extends Collection<String>> headers) {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, new ArrayList<>(values)));
        return copy;
    }

    /** {@return the response in one line for users, without headers and details} */
    public String describe() {
        StringBuilder text = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" answered ")
                .append(status);
        if (code != null && !code.isBlank()) {
            text.append(' ').append(code);
        }
        if (!message.isBlank()) {
            text.append(": ").append(message);
        }
        return text.toString();
    }

    /** Does not contain headers and details, which could contain secrets. */
    @Override
    public String toString() {
        return describe();
    }
}
