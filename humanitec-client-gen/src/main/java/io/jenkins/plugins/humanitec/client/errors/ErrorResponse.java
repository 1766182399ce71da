package io.jenkins.plugins.humanitec.client.errors;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * What is known of a response that was no success.
 *
 * @param method the request's method
 * @param path the request's path
 * @param status the HTTP status
 * @param code the API's short code, or null
 * @param message the API's words, or what can be told of a body that was no error body; never null
 * @param details what else the API told, or null
 * @param retryAfter how long the API asks to wait, or null
 */
public record ErrorResponse(
        String method,
        String path,
        int status,
        String code,
        String message,
        Map<String, Object> details,
        Duration retryAfter)
        implements Serializable {

    /** @return all of it in one line for a person */
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
}
