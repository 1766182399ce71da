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
}
