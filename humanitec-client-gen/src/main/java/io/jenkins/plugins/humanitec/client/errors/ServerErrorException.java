package io.jenkins.plugins.humanitec.client.errors;

/** Status 5xx. The API failed; nothing about the request needs to change. */
public final class ServerErrorException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param response what the API answered */
    public ServerErrorException(ErrorResponse response) {
        super(response);
    }
}
