package io.jenkins.plugins.humanitec.simulator.http;

import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.Options;

/** Injects {@link Fault}s into requests and answers. */
final class FaultInjector {

    private static final int BAD_GATEWAY = 502;

    /** Counted down when the simulator stops, to end delayed and stalled answers. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    void close() {
        stopped.countDown();
    }

    static boolean preventsRequest(Fault fault) {
        return fault.kind() == Fault.Kind.STATUS || fault.kind() == Fault.Kind.RESET;
    }

    /** Returns the HTTP status for a request that is not executed; 0 if the connection is reset. */
    static int status(Fault fault) {
        return fault.kind() == Fault.Kind.STATUS ? fault.status() : 0;
    }

    void insteadOfRequest(Fault fault, HttpServerExchange exchange) throws IOException {
        if (fault.kind() == Fault.Kind.RESET) {
            reset(exchange);
            return;
        }
        fault.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (fault.body() == null) {
            JsonResponses.send(exchange, Answer.error(fault.status(), "Injected fault."));
        } else {
            JsonResponses.send(
                    exchange, fault.status(), fault.contentType(), fault.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    void withAnswer(Fault fault, Answer answer, HttpServerExchange exchange) throws IOException {
        switch (fault.kind()) {
            case LOST_ANSWER -> reset(exchange);
            case GATEWAY_ERROR ->
                JsonResponses.send(
                        exchange, BAD_GATEWAY, "text/html", "<h1>Bad gateway</h1>".getBytes(StandardCharsets.UTF_8));
            case DELAY -> {
                hold(fault.delayMillis());
                JsonResponses.send(exchange, answer);
            }
            case TRUNCATE -> {
                sendHalf(answer, exchange);
                IoUtils.safeClose(exchange.getConnection());
            }
            case STALL -> {
                sendHalf(answer, exchange);
                hold(TimeUnit.HOURS.toMillis(1));
                IoUtils.safeClose(exchange.getConnection());
            }
            case SLOW -> {
                byte[] body = begin(answer, exchange);
                for (int i = 0; i < body.length; i++) {
                    send(body, i, 1, exchange);
                    hold(fault.delayMillis());
                }
                IoUtils.safeClose(exchange.getConnection());
            }
            default -> throw new IllegalArgumentException("The request must not be executed with " + fault.kind());
        }
    }

    private static void sendHalf(Answer answer, HttpServerExchange exchange) throws IOException {
        byte[] body = begin(answer, exchange);
        send(body, 0, body.length / 2, exchange);
    }

    private static byte[] begin(Answer answer, HttpServerExchange exchange) {
        byte[] body = JsonResponses.bytes(answer);
        exchange.setStatusCode(answer.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.setResponseContentLength(body.length);
        return body;
    }

    private static void send(byte[] body, int from, int length, HttpServerExchange exchange) throws IOException {
        exchange.getOutputStream().write(body, from, length);
        exchange.getOutputStream().flush();
    }

    /** Closes the connection with a TCP reset. */
    private static void reset(HttpServerExchange exchange) throws IOException {
        exchange.getConnection().setOption(Options.CLOSE_ABORT, true);
        IoUtils.safeClose(exchange.getConnection());
    }

    private void hold(long millis) {
        try {
            stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
