package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the whole body, as long as it is not too large, while the request's time-out still applies. The JDK's own time-out ends
 * with the headers, so that a server that stops in the midst of a body would hold the caller for ever.
 */
public final class WholeResponse implements Client {

    // A thread that waits for a body in Java 17 hears no interrupt, so that the caller waits for such a thread instead.
    private static final ExecutorService READERS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), WholeResponse::reader);

    private final Client next;
    private final int maxBytes;

    /**
     * @param next what sends the request
     * @param maxBytes how large a body may be
     */
    public WholeResponse(Client next, int maxBytes) {
        this.next = next;
        this.maxBytes = maxBytes;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        long begun = System.nanoTime();
        Response response = next.execute(request, options);
        if (response.body() == null) {
            return response;
        }
        try (InputStream body = response.body().asInputStream()) {
            long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            byte[] bytes = read(body, Math.max(1, options.readTimeoutMillis() - passed));
            if (bytes.length > maxBytes) {
                throw new UnreadableResponseException(
                        ErrorResponses.tooLarge(response, maxBytes), new IOException("too large"));
            }
            return response.toBuilder().body(bytes).build();
        }
    }

    /** Reads one byte more than there may be, so that it is seen. */
    private byte[] read(InputStream body, long millis) throws IOException {
        // Whoever called closes the stream, which is what ends a read that waits.
        Future<byte[]> reading = READERS.submit(() -> body.readNBytes(maxBytes + 1));
        try {
            return reading.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the response did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while the response arrived").initCause(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private static Thread reader(Runnable reading) {
        Thread thread = new Thread(reading, "humanitec-response");
        thread.setDaemon(true);
        return thread;
    }
}
