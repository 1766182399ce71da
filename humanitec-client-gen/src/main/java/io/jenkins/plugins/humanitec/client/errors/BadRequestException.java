package io.jenkins.plugins.humanitec.client.errors;

/** Status 400. The request was not understood, or is invalid. The message and the details contain the reason. */
public final class BadRequestException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public BadRequestException(ErrorResponse response) {
        super(response);
    }
}
