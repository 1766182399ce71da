package io.jenkins.plugins.humanitec.client.errors;

/**
 * A status that the API description does not contain, such as a redirect; or a 404 with a text instead of JSON, which another
 * server has sent. The client does not follow redirects.
 */
public final class UnexpectedStatusException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response
     */
    public UnexpectedStatusException(ErrorResponse response) {
        super(response);
    }
}
