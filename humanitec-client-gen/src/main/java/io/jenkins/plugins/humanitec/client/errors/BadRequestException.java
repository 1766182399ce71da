package io.jenkins.plugins.humanitec.client.errors;

/** Status 400. The request was not understood or is not valid; message and details say why. */
public final class BadRequestException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public BadRequestException(ErrorResponse response) {
        super(response);
    }
}
