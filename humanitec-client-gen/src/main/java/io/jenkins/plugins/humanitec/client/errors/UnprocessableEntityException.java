package io.jenkins.plugins.humanitec.client.errors;

/** Status 422. The body is empty, is not JSON, or is not the expected object. */
public final class UnprocessableEntityException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public UnprocessableEntityException(ErrorResponse response) {
        super(response);
    }
}
