package io.jenkins.plugins.humanitec.client.errors;

/**
 * Status 404. The object, or the object that it belongs to, does not exist. A 404 with a text or a page instead of JSON does
 * not come from the API, and is an {@link UnexpectedStatusException}.
 */
public final class NotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public NotFoundException(ErrorResponse response) {
        super(response);
    }
}
