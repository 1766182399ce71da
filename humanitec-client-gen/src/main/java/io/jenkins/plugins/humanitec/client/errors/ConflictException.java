package io.jenkins.plugins.humanitec.client.errors;

/** Status 409. An object with this ID exists already, or the state of the object does not permit the change. */
public final class ConflictException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public ConflictException(ErrorResponse response) {
        super(response);
    }
}
