package io.jenkins.plugins.humanitec.client.errors;

/** Status 405. The path exists, but not for this method. */
public final class MethodNotAllowedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public MethodNotAllowedException(ErrorResponse response) {
        super(response);
    }
}
