package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads the whole body while the request's time-out still applies. The JDK's own time-out ends with the headers, so that a
 * server that stops in the midst of a body would hold the caller for ever.
 */
public final class BodyTimeout implements Client {

    private final Client next;

    /** @param next what sends the request */
    public BodyTimeout(Client next) {
        this.next = next;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        Response response = next.execute(request, options);
        if (response.body() == null) {
            return response;
        }
        try (InputStream body = response.body().asInputStream()) {
            return response.toBuilder().body(read(body, options)).build();
        }
    }

    private static byte[] read(InputStream body, Request.Options options) throws IOException {
        CompletableFuture<Boolean> late = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, options.readTimeoutMillis(), TimeUnit.MILLISECONDS);
        // Closing the stream is what ends a read that waits.
        late.thenAccept(isLate -> {
            if (isLate) {
                closeQuietly(body);
            }
        });
        try {
            byte[] bytes = body.readAllBytes();
            if (!late.complete(false)) {
                throw timedOut();
            }
            return bytes;
        } catch (HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw late.complete(false) ? e : timedOut();
        }
    }

    private static HttpTimeoutException timedOut() {
        return new HttpTimeoutException("the response did not end in time");
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException ignored) {
            // The reader notices that the stream is closed, which is all that matters.
        }
    }
}
