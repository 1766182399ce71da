package io.jenkins.plugins.humanitec.client.errors;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the body of a success differs from the API description: for example, an HTML page of a proxy, incomplete
 * JSON, or JSON of another type.
 */
public final class UnreadableResponseException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     * @param cause why the body cannot be read, or null
     */
    public UnreadableResponseException(ErrorResponse response, @Nullable Throwable cause) {
        super(response, cause);
    }

    /**
     * Creates an exception for a response whose headers are not available. If the request may have changed something,
     * the message says so.
     *
     * @param method the HTTP method of the request
     * @param path the encoded path of the request
     * @param status the HTTP status
     * @param body describes the body, for example by its content type; must not contain the content, which could be
     *     secret
     * @param cause why the body cannot be read, or null
     * @return the exception
     */
    public static UnreadableResponseException of(
            String method, String path, int status, String body, @Nullable Throwable cause) {
        return of(method, path, status, Map.of(), body, cause);
    }

    /**
     * Creates an exception, as {@link #of(String, String, int, String, Throwable)} does, with the headers of the
     * response.
     *
     * @param method the HTTP method of the request
     * @param path the encoded path of the request
     * @param status the HTTP status
     * @param headers the headers of the response by name
     * @param body describes the body
     * @param cause why the body cannot be read, or null
     * @return the exception
     */
    public static UnreadableResponseException of(
            String method,
            String path,
            int status,
            Map<String, ? extends Collection<String>> headers,
            String body,
            @Nullable Throwable cause) {
        String message = "the body (" + body + ") is not a response that the API documents; it may come from a proxy "
                + "between the client and the API."
                + (method.equals("GET") ? "" : " The request may have been processed nevertheless.");
        return new UnreadableResponseException(ErrorResponse.of(method, path, status, headers, message), cause);
    }
}
