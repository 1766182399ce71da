package io.jenkins.plugins.humanitec.client.transport;

import io.jenkins.plugins.humanitec.client.SecretMasker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with one of the JDK's HTTP clients, and adds features that it lacks: it keeps the token if the HTTP
 * client has an authenticator for proxies, and waits for a free stream of an HTTP/2 connection. The state is shared by
 * all objects with the same HTTP client, since they share its connections.
 */
public final class HttpTransport {

    /** The body of a response that is too large. */
    public static final byte[] TOO_LARGE = BoundedBodySubscriber.TOO_LARGE;

    /** The body of a response with an error status whose body ends early, or not within the timeout. */
    public static final byte[] INCOMPLETE = BoundedBodySubscriber.INCOMPLETE;

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** The values must not refer to the keys, so that the garbage collector can remove them. */
    private static final Map<HttpClient, Shared> SHARED = Collections.synchronizedMap(new WeakHashMap<>());

    private final HttpClient http;
    private final Shared shared;

    /** The state for one HTTP client of a caller. */
    private static final class Shared {

        /** A copy of the caller's HTTP client without the authenticator; null if there is no authenticator. */
        private final @Nullable HttpClient withoutAuthenticator;

        private final ProxyAuthorization proxies;
        private final Map<String, StreamLimit> limits = new ConcurrentHashMap<>();

        Shared(HttpClient http) {
            proxies = new ProxyAuthorization(http);
            withoutAuthenticator = http.authenticator().isPresent() ? withoutAuthenticator(http) : null;
        }
    }

    /**
     * Creates the transport.
     *
     * @param http the caller's HTTP client
     */
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
     * Sends a request. If a proxy requires credentials, sends it again with these.
     *
     * @param request the request, without a timeout
     * @param uri the URL of the request
     * @param deadline when the body must be complete, in the time of {@link System#nanoTime}
     * @param maxBytes the maximum size of the body in bytes; the body of a larger response is {@link #TOO_LARGE}
     * @return the response; its body is null if a proxy refuses to connect, and {@link #INCOMPLETE} if an error has no
     *     complete body
     * @throws IOException if there is no complete response before the deadline
     * @throws InterruptedException if the thread is interrupted
     */
    public HttpResponse<byte[]> send(HttpRequest.Builder request, URI uri, long deadline, int maxBytes)
            throws IOException, InterruptedException {
        shared.proxies.addTo(request, uri);
        HttpResponse<byte[]> response = sendOnce(request, uri, deadline, maxBytes);
        if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED && shared.proxies.accept(response, uri)) {
            shared.proxies.addTo(request, uri);
            response = sendOnce(request, uri, deadline, maxBytes);
            if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
                shared.proxies.forget(response, uri);
            }
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
                // The JDK's HTTP client does not handle headers that should contain a number but do not.
                throw new IOException(
                        "the response is not HTTP: "
                                + Objects.requireNonNullElse(e.getMessage(), "a header is invalid"),
                        e);
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

    /**
     * Closes the HTTP client after its requests have ended. Before Java 21, does nothing; the garbage collector then
     * closes it.
     */
    public void close() {
        if (http instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("Could not close the HTTP client.", e);
            }
        }
    }

    /**
     * Returns why a proxy rejects a request, and what to do, as a sentence for users.
     *
     * @param refusal a response with the status 407
     * @param uri the URL of the request
     * @return the sentence
     */
    public String explain(HttpResponse<?> refusal, URI uri) {
        return shared.proxies.explain(refusal, uri);
    }

    /**
     * Adds the passwords and credentials that were sent to proxies to a masker. A proxy can quote them in an error page.
     *
     * @param masker the masker
     */
    public void addSecretsTo(SecretMasker masker) {
        shared.proxies.addSecretsTo(masker);
    }
}
