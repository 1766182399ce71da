package io.jenkins.plugins.humanitec.mutation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.sf.json.JSONObject;

/**
 * A proxy that forwards requests to the API and mutates some of the responses. The first part of the path names the
 * case, which defines the mutation.
 */
final class MutatingProxy implements AutoCloseable {

    /**
     * A request and its valid response.
     *
     * @param request the method and the path without the names that differ between cases
     * @param occurrence the number of earlier requests of the same case that are the same
     * @param body the body of the response; empty if the case has a rule
     */
    record Exchange(String request, int occurrence, byte[] body) {}

    /**
     * What to mutate.
     *
     * @param exchange the request whose responses are mutated, from this occurrence on
     * @param mutation the mutation
     */
    record Rule(Exchange exchange, AnswerMutation mutation) {

        @Override
        public String toString() {
            return exchange.request() + (exchange.occurrence() == 0 ? "" : " (" + (exchange.occurrence() + 1) + ")")
                    + ", " + mutation.name();
        }
    }

    private static final List<String> REQUEST_HEADERS =
            List.of("Authorization", "Content-Type", "Accept", "Idempotency-Key", "If-Match");
    private static final List<String> RESPONSE_HEADERS = List.of("Content-Type", "Link", "ETag");

    private final String target;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, List<Exchange>> seen = new ConcurrentHashMap<>();
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    MutatingProxy(String target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Returns the URL of the API for a case. */
    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    void add(String name, Rule rule) {
        rules.put(name, rule);
    }

    /** Returns the requests of a case so far. */
    List<Exchange> seen(String name) {
        return List.copyOf(seen.getOrDefault(name, List.of()));
    }

    /** Sends a request to the API without mutations, to prepare a case. */
    void post(String path, JSONObject body) throws IOException {
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(URI.create(target + path))
                .header("Authorization", "Bearer " + SimulatorProcess.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        if (response.statusCode() >= 300) {
            throw new IOException(path + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] parts = exchange.getRequestURI().toString().split("/", 3);
            String name = parts[1];
            HttpResponse<byte[]> response = forward(exchange, URI.create(target + "/" + parts[2]));
            String request = exchange.getRequestMethod() + " /"
                    + parts[2].replaceAll("[?].*", "")
                            .replaceAll("\\b" + name + "\\b", "*")
                            .replaceAll("\\b[0-9a-f-]{8,}(?=/|$)", "*");
            Rule rule = rules.get(name);
            // Many bodies would need much memory.
            Exchange made = record(name, request, rule == null ? response.body() : new byte[0]);
            int status = response.statusCode();
            byte[] body = response.body();
            if (rule != null
                    && rule.exchange().request().equals(request)
                    && made.occurrence() >= rule.exchange().occurrence()) {
                body = rule.mutation().body().apply(body);
                // A response with the status 204 has no body.
                status = rule.mutation().status() != 0
                        ? rule.mutation().status()
                        : status == 204 && body.length > 0 ? 200 : status;
            }
            RESPONSE_HEADERS.forEach(header -> response.headers()
                    .firstValue(header)
                    .ifPresent(value -> exchange.getResponseHeaders().set(header, value)));
            if (body.length > 0 && body[0] == '<') {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Exchange record(String name, String request, byte[] body) {
        List<Exchange> all = seen.computeIfAbsent(name, key -> new ArrayList<>());
        synchronized (all) {
            int earlier = (int)
                    all.stream().filter(one -> one.request().equals(request)).count();
            Exchange made = new Exchange(request, earlier, body);
            all.add(made);
            return made;
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, URI uri) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (String header : REQUEST_HEADERS) {
            exchange.getRequestHeaders()
                    .getOrDefault(header, List.of())
                    .forEach(value -> request.header(header, value));
        }
        return send(request.build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
