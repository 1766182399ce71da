package io.jenkins.plugins.humanitec.client.errors;

/** Status 5xx. The API failed. The request itself may be valid. */
public final class ServerErrorException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public ServerErrorException(ErrorResponse response) {
        super(response);
    }
}
