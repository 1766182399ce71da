package io.jenkins.plugins.humanitec.client.errors;

/** Status 422. The body was empty, no JSON, or an object other than the expected one. */
public final class UnprocessableEntityException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public UnprocessableEntityException(ErrorResponse response) {
        super(response);
    }
}
