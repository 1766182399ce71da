package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.ProxyAuthenticationException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.transport.ContentDecoder;
import io.jenkins.plugins.humanitec.client.transport.HttpTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the JDK's HTTP client. It adds the token last, so that neither other classes nor exceptions of
 * feign can read it. The response is returned when its body is complete; the timeout of the request includes the body.
 */
public final class HttpSender implements Client, AutoCloseable {

    private static final int FIRST_REDIRECT = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** Headers that the HTTP client sets itself. */
    private static final Set<String> RESTRICTED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        RESTRICTED.addAll(Set.of("Connection", "Content-Length", "Expect", "Host", "Upgrade"));
    }

    private final boolean isOwn;

    /** Null if the client is closed. */
    private volatile @Nullable HttpTransport transport;

    private final TokenSource tokens;
    private final int maxBytes;

    /**
     * Creates the sender.
     *
     * @param http the HTTP client to use
     * @param isOwn whether {@link #close()} closes the HTTP client
     * @param tokens supplies the token for each request
     * @param maxBytes the maximum size of a body in bytes, 1 or more
     */
    public HttpSender(HttpClient http, boolean isOwn, TokenSource tokens, int maxBytes) {
        this.isOwn = isOwn;
        this.transport = new HttpTransport(http);
        this.tokens = tokens;
        this.maxBytes = maxBytes;
    }

    /** Closes the HTTP client if this object owns it. Before Java 21, the JDK's HTTP client cannot be closed. */
    @Override
    public void close() {
        HttpTransport open = transport;
        transport = null;
        if (open != null && isOwn) {
            open.close();
        }
    }

    private HttpTransport transport() {
        HttpTransport open = transport;
        if (open == null) {
            throw new IllegalStateException("The client is closed. Create a new one.");
        }
        return open;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.readTimeoutMillis());
        Token token = tokens.current();
        Response response = send(request, deadline, token);
        if (response.status() != UNAUTHORIZED) {
            return response;
        }
        // A request with a rejected token was not processed, so it can be repeated with any method.
        Optional<Token> renewed = tokens.inPlaceOf(token);
        if (renewed.isEmpty()) {
            return response;
        }
        // Both requests are one attempt, with one timeout.
        if (deadline - System.nanoTime() <= 0) {
            throw new HttpTimeoutException("the API rejected the token (401), and the timeout ended before the request "
                    + "could be sent with the renewed token");
        }
        return send(request, deadline, renewed.get());
    }

    private Response send(Request request, long deadline, Token token) throws IOException {
        URI uri = URI.create(request.url());
        HttpRequest.Builder toSend = toSend(request, uri).setHeader("Authorization", token.authorizationHeader());
        HttpTransport open = transport();
        try {
            return received(request, open, open.send(toSend, uri, deadline, maxBytes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for the response").initCause(e);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new HttpTimeoutException("the response did not end within the timeout")
                    : e;
        }
    }

    private static HttpRequest.Builder toSend(Request request, URI uri) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .method(
                        request.httpMethod().name(),
                        request.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!RESTRICTED.contains(name)) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder;
    }

    private Response received(Request request, HttpTransport open, HttpResponse<byte[]> response) {
        Map<String, Collection<String>> headers =
                new LinkedHashMap<>(response.headers().map());
        Response.Builder received = Response.builder()
                .request(request)
                .status(response.statusCode())
                .protocolVersion(
                        response.version() == HttpClient.Version.HTTP_2
                                ? Request.ProtocolVersion.HTTP_2
                                : Request.ProtocolVersion.HTTP_1_1)
                .headers(headers);
        if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
            String why = open.explain(response, URI.create(request.url()));
            throw new ProxyAuthenticationException(ErrorResponses.about(received.build(), why));
        }
        boolean isError = response.statusCode() >= FIRST_REDIRECT;
        if (isError) {
            open.addSecretsTo(tokens.secrets());
        }
        byte[] body;
        try {
            body = body(response);
        } catch (IOException e) {
            String reason =
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            if (isError) {
                return withText(received, "the body cannot be read: " + reason);
            }
            throw undecodable(received.build(), reason, e);
        }
        if (body == HttpTransport.TOO_LARGE) {
            String limit = "the body has more than " + maxBytes + " bytes, which is the limit of this client";
            if (isError) {
                return withText(received, limit);
            }
            throw new UnreadableResponseException(
                    ErrorResponses.about(received.build(), limit), new IOException("too large"));
        }
        return received.body(body).build();
    }

    private byte[] body(HttpResponse<byte[]> response) throws IOException {
        byte[] sent = response.body();
        if (sent == HttpTransport.INCOMPLETE) {
            throw new IOException("the body is incomplete");
        }
        return sent == HttpTransport.TOO_LARGE
                ? sent
                : ContentDecoder.decode(response.headers(), sent == null ? new byte[0] : sent, maxBytes);
    }

    /**
     * Returns an error with a text instead of its body. An exception would hide the status and the headers from
     * {@link RetryingClient} and from the renewal of the token.
     */
    private static Response withText(Response.Builder received, String text) {
        return received.body(text, StandardCharsets.UTF_8).build();
    }

    private static ApiException undecodable(Response response, String reason, IOException why) {
        return UnreadableResponseException.of(
                Headers.method(response.request()),
                Headers.path(response.request()),
                response.status(),
                response.headers(),
                reason,
                why);
    }
}
