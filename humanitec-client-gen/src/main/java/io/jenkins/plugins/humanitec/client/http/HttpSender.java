package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.Token;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests with the JDK's HTTP client, and adds the token as the last thing before they leave: the request that the other
 * parts see, and that feign's own exceptions carry, therefore never has it. The body of a response arrives as a whole, in the
 * time that the request has, or not at all.
 */
public final class HttpSender implements Client {

    /** The HTTP client sees to these itself. */
    private static final Set<String> RESTRICTED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        RESTRICTED.addAll(Set.of("Connection", "Content-Length", "Expect", "Host", "Upgrade"));
    }

    private final HttpClient http;
    private final Token token;
    private final int maxBytes;

    /**
     * @param http what sends requests
     * @param token who sends them
     * @param maxBytes how large a body may be
     */
    public HttpSender(HttpClient http, Token token, int maxBytes) {
        this.http = http;
        this.token = token;
        this.maxBytes = maxBytes;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        long begun = System.nanoTime();
        HttpResponse<byte[]> response;
        try {
            response = http.send(toSend(request, options), head -> {
                long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                return new WholeBody(head, maxBytes, Math.max(1, options.readTimeoutMillis() - passed));
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("interrupted while the response was waited for").initCause(e);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new HttpTimeoutException("the response did not end in time")
                    : e;
        }
        return received(request, response);
    }

    private HttpRequest toSend(Request request, Request.Options options) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(Duration.ofMillis(options.readTimeoutMillis()))
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
        return builder.setHeader("Authorization", token.authorizationHeader()).build();
    }

    private Response received(Request request, HttpResponse<byte[]> response) {
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
        if (response.body() == null) {
            throw new UnreadableResponseException(
                    ErrorResponses.tooLarge(received.build(), maxBytes), new IOException("too large"));
        }
        return received.body(response.body()).build();
    }
}
