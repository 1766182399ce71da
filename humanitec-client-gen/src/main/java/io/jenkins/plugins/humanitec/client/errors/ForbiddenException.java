package io.jenkins.plugins.humanitec.client.errors;

/** Status 403. The token is valid, but gives no access to the object. */
public final class ForbiddenException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public ForbiddenException(ErrorResponse response) {
        super(response);
    }
}
