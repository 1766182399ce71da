package io.jenkins.plugins.humanitec.client.errors;

/** Status 412. The object has changed: its state is not the one in the {@code If-Match} header. */
public final class PreconditionFailedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public PreconditionFailedException(ErrorResponse response) {
        super(response);
    }
}
