package io.jenkins.plugins.humanitec.client.errors;

/** Status 404. The object, or one that it belongs to, does not exist. */
public final class NotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public NotFoundException(ErrorResponse response) {
        super(response);
    }
}
