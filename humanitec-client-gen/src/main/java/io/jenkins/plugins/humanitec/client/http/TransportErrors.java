package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import java.io.IOException;

/** Turns I/O errors into {@link TransportException}, before feign wraps them in its own. */
public final class TransportErrors implements Client {

    private final Client next;

    /** @param next what sends the request */
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
