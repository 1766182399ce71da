package io.jenkins.plugins.humanitec.client.errors;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A success whose body is not what the contract says: HTML of a proxy, JSON that was cut off, another type. */
public final class UnreadableResponseException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * @param response what the API answered
     * @param cause why it cannot be read
     */
    public UnreadableResponseException(ErrorResponse response, @Nullable Throwable cause) {
        super(response, cause);
    }

    /**
     * @param method the request's method
     * @param path the request's path
     * @param status the response's status
     * @param body what the body is, in a few words such as its content type; not its content, which may be anything
     * @param cause why it cannot be read, or null
     * @return the exception, whose message says that the body is not what the API is documented to answer, and unless the
     *     request only reads, that what was asked for may have been done
     */
    public static UnreadableResponseException of(
            String method, String path, int status, String body, @Nullable Throwable cause) {
        return of(method, path, status, Map.of(), body, cause);
    }

    /**
     * Does the same as {@link #of(String, String, int, String, Throwable)} with the response's headers.
     *
     * @param method the request's method
     * @param path the request's path
     * @param status the response's status
     * @param headers the response's headers by name
     * @param body what the body is, in a few words
     * @param cause why it cannot be read, or null
     * @return the exception
     */
    public static UnreadableResponseException of(
            String method,
            String path,
            int status,
            Map<String, ? extends Collection<String>> headers,
            String body,
            @Nullable Throwable cause) {
        String message = "the body (" + body + ") is not what the API is documented to answer; is something between "
                + "the client and the API, such as a proxy?"
                + (method.equals("GET") ? "" : " What was asked for may have been done all the same.");
        return new UnreadableResponseException(ErrorResponse.of(method, path, status, headers, message), cause);
    }
}
