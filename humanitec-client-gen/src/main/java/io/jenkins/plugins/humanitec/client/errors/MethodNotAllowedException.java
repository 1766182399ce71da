package io.jenkins.plugins.humanitec.client.errors;

/** Status 405. The path exists, but not for this method. */
public final class MethodNotAllowedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public MethodNotAllowedException(ErrorResponse response) {
        super(response);
    }
}
