package io.jenkins.plugins.humanitec.client.errors;

/** Status 401. The token is missing, invalid, revoked or expired. */
public final class UnauthorizedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public UnauthorizedException(ErrorResponse response) {
        super(response);
    }
}
