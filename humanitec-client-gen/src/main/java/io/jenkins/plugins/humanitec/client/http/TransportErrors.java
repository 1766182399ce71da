package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import java.io.IOException;

/** Converts I/O errors to {@link TransportException}, before feign wraps them in its own exception. */
public final class TransportErrors implements Client {

    private final Client next;

    /**
     * Creates the client.
     *
     * @param next sends the requests
     */
    public TransportErrors(Client next) {
        this.next = next;
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        try {
            return next.execute(request, options);
        } catch (IOException e) {
            throw new TransportException(Headers.method(request), Headers.path(request), Headers.host(request), e);
        }
    }
}
