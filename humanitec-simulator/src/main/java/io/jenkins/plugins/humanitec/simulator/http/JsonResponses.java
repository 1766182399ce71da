package io.jenkins.plugins.humanitec.simulator.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends answers, and reads and writes JSON. */
final class JsonResponses {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonResponses() {}

    static void send(HttpServerExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        send(exchange, answer.status(), answer.contentType(), bytes(answer));
    }

    static void send(HttpServerExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.setStatusCode(status);
        if (body.length > 0) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
            exchange.getOutputStream().write(body);
        }
        exchange.endExchange();
    }

    static byte[] bytes(Answer answer) {
        return answer.text().getBytes(StandardCharsets.UTF_8);
    }
}
