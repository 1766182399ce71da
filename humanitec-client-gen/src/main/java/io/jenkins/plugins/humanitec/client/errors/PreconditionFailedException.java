package io.jenkins.plugins.humanitec.client.errors;

/** Status 412. The object has changed since the state that {@code If-Match} names. */
public final class PreconditionFailedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public PreconditionFailedException(ErrorResponse response) {
        super(response);
    }
}
