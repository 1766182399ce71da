package io.jenkins.plugins.humanitec.client.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with one of the JDK's HTTP clients, and does what that client fails to do: keeps the token although there is an
 * authenticator for proxies, and waits for a free stream of an HTTP/2 connection. All that share an HTTP client share this, since
 * they share its connections.
 */
public final class HttpTransport {

    /** Stands for a body that is too large. */
    public static final byte[] TOO_LARGE = BoundedBodySubscriber.TOO_LARGE;

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** Must not refer to the keys, or they would never be forgotten. */
    private static final Map<HttpClient, Shared> SHARED = Collections.synchronizedMap(new WeakHashMap<>());

    private final HttpClient http;
    private final Shared shared;

    /** What belongs to an HTTP client of a caller. */
    private static final class Shared {

        /** Replaces the caller's client; null if that will do. */
        private final @Nullable HttpClient withoutAuthenticator;

        private final ProxyAuthorization proxies;
        private final Map<String, StreamLimit> limits = new ConcurrentHashMap<>();

        Shared(HttpClient http) {
            proxies = new ProxyAuthorization(http);
            withoutAuthenticator = http.authenticator().isPresent() ? withoutAuthenticator(http) : null;
        }
    }

    /** @param http the caller's client */
    public HttpTransport(HttpClient http) {
        shared = SHARED.computeIfAbsent(http, Shared::new);
        this.http = shared.withoutAuthenticator == null ? http : shared.withoutAuthenticator;
    }

    private static HttpClient withoutAuthenticator(HttpClient http) {
        HttpClient.Builder copy = HttpClient.newBuilder()
                .followRedirects(http.followRedirects())
                .sslContext(http.sslContext())
                .sslParameters(http.sslParameters())
                .version(http.version());
        http.cookieHandler().ifPresent(copy::cookieHandler);
        http.connectTimeout().ifPresent(copy::connectTimeout);
        http.proxy().ifPresent(copy::proxy);
        http.executor().ifPresent(copy::executor);
        return copy.build();
    }

    /**
     * Sends a request. If a proxy asks for credentials, it is sent once more with these.
     *
     * @param request the request, without a time-out
     * @param uri where it goes
     * @param millis how long that may take until the whole body has arrived, in milliseconds, 1 or more
     * @param maxBytes how large the body may be, in bytes; a larger one is {@link #TOO_LARGE}
     * @return the response, whose body is null if a proxy refuses to connect
     * @throws IOException if there is no response in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public HttpResponse<byte[]> send(HttpRequest.Builder request, URI uri, int millis, int maxBytes)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        shared.proxies.addTo(request, uri);
        HttpResponse<byte[]> response = sendOnce(request, uri, deadline, maxBytes);
        if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED && shared.proxies.accept(response, uri)) {
            shared.proxies.addTo(request, uri);
            return sendOnce(request, uri, deadline, maxBytes);
        }
        return response;
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest.Builder request, URI uri, long deadline, int maxBytes)
            throws IOException, InterruptedException {
        StreamLimit streams = shared.limits.computeIfAbsent(uri.getRawAuthority(), any -> new StreamLimit());
        while (true) {
            streams.acquire(deadline);
            boolean refused = false;
            try {
                HttpRequest timed = request.timeout(Duration.ofMillis(millisUntil(deadline)))
                        .build();
                return http.send(timed, head -> new BoundedBodySubscriber(head, maxBytes, millisUntil(deadline)));
            } catch (IllegalArgumentException e) {
                // The JDK's client does not expect that numbers in headers are none.
                throw new IOException("the response is not HTTP: " + e.getMessage(), e);
            } catch (IOException e) {
                if (!Unprocessed.isForWantOfStreams(e)) {
                    throw e;
                }
                refused = true;
            } finally {
                if (!refused) {
                    streams.release();
                }
            }
            streams.refused();
        }
    }

    private static long millisUntil(long deadline) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    /** Closes the HTTP client, once its requests have ended. Does nothing before Java 21, which does that by itself. */
    public void close() {
        if (http instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("The HTTP client could not be closed.", e);
            }
        }
    }

    /**
     * @param refusal an answer with status 407
     * @param uri where the request went
     * @return why the proxy refuses the request and what to do about it, for people
     */
    public String explain(HttpResponse<?> refusal, URI uri) {
        return shared.proxies.explain(refusal, uri);
    }
}
