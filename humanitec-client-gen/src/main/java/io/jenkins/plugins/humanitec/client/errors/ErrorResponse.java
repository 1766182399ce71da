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
 * What is known of a response that was no success.
 *
 * @param method the request's method
 * @param path the request's path
 * @param status the HTTP status
 * @param headers the response's headers; names are looked up without regard to case
 * @param code the API's short code, or null
 * @param message the API's message, or a description of a body that is no error body
 * @param details further details from the API, or null
 * @param retryAfter how long the API asks to wait, or null
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
     * Describes a response that has no error body of the API.
     *
     * @param method the request's method
     * @param path the request's path
     * @param status the HTTP status
     * @param headers the response's headers by name
     * @param message a description of the response
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

    /** @return all but headers and details, in one line for people */
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

    /** Does not show headers and details, which may hold anything. */
    @Override
    public String toString() {
        return describe();
    }
}
