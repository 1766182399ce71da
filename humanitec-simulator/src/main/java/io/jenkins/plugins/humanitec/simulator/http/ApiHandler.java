package io.jenkins.plugins.humanitec.simulator.http;

import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.Faults;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.jenkins.plugins.humanitec.simulator.contract.Contract;
import io.jenkins.plugins.humanitec.simulator.contract.OperationHandler;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Answers requests to the API: checks rate limit and token, validates the request, and executes the operation. */
public final class ApiHandler implements HttpHandler {

    /** So that a simulator can run for long. */
    private static final int MOST_REQUESTS = 100_000;

    private static final List<String> SCHEMES = List.of("Bearer ", "JWT ");

    private final Contract contract;
    private final OperationHandler operations;
    private final Faults faults;
    private final Function<String, Optional<String>> users;
    private final RateLimit limit;
    private final boolean checksAnswers;
    private final boolean strict;
    private final FaultInjector injector = new FaultInjector();
    private final BlockingQueue<RecordedRequest> requests = new LinkedBlockingQueue<>(MOST_REQUESTS);

    /**
     * Creates the handler.
     *
     * @param contract the contract that requests and answers are validated against
     * @param operations executes valid requests
     * @param faults the pending faults
     * @param options the rate limit, whether requests must be strictly valid, and whether answers are validated
     * @param users returns the ID of the user of a token; empty if the token is not valid
     */
    public ApiHandler(
            Contract contract,
            OperationHandler operations,
            Faults faults,
            SimulatorOptions options,
            Function<String, Optional<String>> users) {
        this.contract = contract;
        this.operations = operations;
        this.faults = faults;
        this.users = users;
        this.limit = new RateLimit(options.requestsPerSecond());
        this.checksAnswers = options.checksAnswers();
        this.strict = options.strict();
    }

    /** @return the last 100,000 requests, the oldest first; an unmodifiable copy */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Deletes the recorded requests. */
    public void forgetRequests() {
        requests.clear();
    }

    /** Ends all delayed answers. */
    public void close() {
        injector.close();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        String method = exchange.getRequestMethod().toString();
        String path = exchange.getRequestPath();
        byte[] body = exchange.getInputStream().readAllBytes();
        Optional<Fault> fault = faults.take(method, path);
        if (fault.isPresent() && FaultInjector.preventsRequest(fault.get())) {
            record(exchange, body, FaultInjector.status(fault.get()), "");
            injector.insteadOfRequest(fault.get(), exchange);
            return;
        }
        Answer answer = answer(exchange, method, path, body);
        record(exchange, body, answer.status(), answer.text());
        if (fault.isPresent()) {
            injector.withAnswer(fault.get(), answer, exchange);
        } else {
            JsonResponses.send(exchange, answer);
        }
    }

    private Answer answer(HttpServerExchange exchange, String method, String path, byte[] body) {
        Contract.Match match;
        String user;
        try {
            limit.check();
            user = user(exchange).orElseThrow(() -> new Problem(401, "Could not validate token."));
            match = contract.resolve(path, method);
        } catch (Problem e) {
            return e.answer();
        }
        Answer answer;
        try {
            RequestBody content = RequestBody.of(exchange, match, body, strict);
            Optional<Answer> refusal = refusal(exchange, method, path, content);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            answer = operations.handle(match, call(exchange, match, user, content));
        } catch (Problem e) {
            answer = e.answer();
        } catch (RuntimeException e) {
            return Answer.error(500, "The simulator has a defect: " + e);
        }
        try {
            if (checksAnswers) {
                contract.requireValid(path, method, response(answer));
            }
        } catch (IllegalStateException e) {
            return Answer.error(500, e.getMessage());
        }
        return answer;
    }

    /** Returns the error of a request, if it is not valid. Null is valid where it is allowed, and where a field is optional. */
    private Optional<Answer> refusal(HttpServerExchange exchange, String method, String path, RequestBody body) {
        Optional<Answer> refusal = contract.check(request(exchange, method, path, body, body.text()));
        return refusal.isEmpty() || strict
                ? refusal
                : contract.check(request(exchange, method, path, body, body.withoutNulls()))
                        .map(answer -> refusal.get());
    }

    private Optional<String> user(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        return SCHEMES.stream()
                .filter(scheme -> header != null && header.startsWith(scheme))
                .flatMap(scheme -> users.apply(header.substring(scheme.length())).stream())
                .findFirst();
    }

    private static SimpleRequest request(
            HttpServerExchange exchange, String method, String path, RequestBody body, String text) {
        SimpleRequest.Builder request = new SimpleRequest.Builder(method, path);
        for (HeaderValues header : exchange.getRequestHeaders()) {
            if (!header.getHeaderName().equals(Headers.CONTENT_TYPE)) {
                request.withHeader(header.getHeaderName().toString(), List.copyOf(header));
            }
        }
        if (body.type() != null) {
            request.withHeader("Content-Type", body.type());
        }
        query(exchange).forEach(request::withQueryParam);
        return (text.isEmpty() ? request : request.withBody(text)).build();
    }

    private static SimpleResponse response(Answer answer) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
        return answer.body() == null
                ? response.build()
                : response.withContentType(answer.contentType())
                        .withBody(answer.text())
                        .build();
    }

    /** Returns the query parameters, decoded. Undertow does not decode URLs, so that encoded slashes stay in path segments. */
    private static Map<String, List<String>> query(HttpServerExchange exchange) {
        Map<String, List<String>> decoded = new HashMap<>();
        exchange.getQueryParameters()
                .forEach((name, values) -> decoded.put(
                        decode(name), values.stream().map(ApiHandler::decode).toList()));
        return decoded;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("'" + text + "' in the query is not encoded correctly.");
        }
    }

    /** Returns the headers without the token. */
    private static Map<String, String> headers(HttpServerExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach(header ->
                        headers.put(header.getHeaderName().toString().toLowerCase(Locale.ROOT), header.getFirst()));
        headers.remove("authorization");
        return headers;
    }

    private static Call call(HttpServerExchange exchange, Contract.Match match, String user, RequestBody body) {
        return new Call(
                match.operation().getOperationId(),
                user,
                match.parameters(),
                query(exchange),
                headers(exchange),
                body.json(),
                body.text());
    }

    private void record(HttpServerExchange exchange, byte[] body, int status, String answer) {
        String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        RecordedRequest request = new RecordedRequest(
                exchange.getRequestMethod().toString(),
                exchange.getRequestPath(),
                exchange.getQueryString(),
                headers(exchange),
                scheme(authorization),
                new String(body, StandardCharsets.UTF_8),
                status,
                answer);
        while (!requests.offer(request)) {
            requests.poll();
        }
    }

    /** Returns the scheme of a header, or null: a header without a scheme may consist of the token. */
    private static String scheme(String authorization) {
        int end = authorization == null ? -1 : authorization.indexOf(' ');
        return end < 0 ? null : authorization.substring(0, end);
    }
}
