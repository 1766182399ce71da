package io.jenkins.plugins.humanitec.client.errors;

/**
 * 407: a proxy between the client and the API wants credentials, or does not accept those that it was given. The API did not
 * receive the request.
 */
public final class ProxyAuthenticationException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the proxy answered */
    public ProxyAuthenticationException(ErrorResponse response) {
        super(response);
    }
}
