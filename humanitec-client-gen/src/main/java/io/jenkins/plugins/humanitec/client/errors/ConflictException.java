package io.jenkins.plugins.humanitec.client.errors;

/** Status 409. An object with this ID exists already, or its state does not permit the change. */
public final class ConflictException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public ConflictException(ErrorResponse response) {
        super(response);
    }
}
