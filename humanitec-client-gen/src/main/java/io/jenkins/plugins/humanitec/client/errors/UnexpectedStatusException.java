package io.jenkins.plugins.humanitec.client.errors;

/** Status any other. The status is none that the API is known to answer with, such as a redirect, which is not followed. */
public final class UnexpectedStatusException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public UnexpectedStatusException(ErrorResponse response) {
        super(response);
    }
}
