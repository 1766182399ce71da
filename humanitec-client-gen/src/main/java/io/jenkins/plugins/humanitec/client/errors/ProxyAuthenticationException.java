package io.jenkins.plugins.humanitec.client.errors;

/**
 * Status 407. A proxy between the client and the API requires credentials, or rejects those that it received. The API
 * did not receive the request.
 */
public final class ProxyAuthenticationException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param response the response of the proxy
     */
    public ProxyAuthenticationException(ErrorResponse response) {
        super(response);
    }
}
