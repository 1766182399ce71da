package io.jenkins.plugins.humanitec.client.errors;

/** Status 401. The token is missing, wrong, revoked or expired. */
public final class UnauthorizedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public UnauthorizedException(ErrorResponse response) {
        super(response);
    }
}
