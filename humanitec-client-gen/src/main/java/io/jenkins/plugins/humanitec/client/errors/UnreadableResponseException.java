package io.jenkins.plugins.humanitec.client.errors;

/** A success whose body is not what the contract says: HTML of a proxy, JSON that was cut off, another type. */
public final class UnreadableResponseException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * @param response what the API answered
     * @param cause why it cannot be read
     */
    public UnreadableResponseException(ErrorResponse response, Throwable cause) {
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
    public static UnreadableResponseException of(String method, String path, int status, String body, Throwable cause) {
        String message = "the body (" + body + ") is not what the API is documented to answer; is something between "
                + "the client and the API, such as a proxy?"
                + (method.equals("GET") ? "" : " What was asked for may have been done all the same.");
        return new UnreadableResponseException(
                new ErrorResponse(method, path, status, null, message, null, null), cause);
    }
}
