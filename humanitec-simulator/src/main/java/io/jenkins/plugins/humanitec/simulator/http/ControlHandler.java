package io.jenkins.plugins.humanitec.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.Faults;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Lets a test in another process control the simulator: {@code POST /_simulator/faults} with a {@link Fault} adds it,
 * {@code DELETE /_simulator/faults} removes all, {@code GET /_simulator/requests} lists the {@link RecordedRequest}s, and
 * {@code POST /_simulator/reset} brings back the data that the simulator began with, without faults and requests.
 */
public final class ControlHandler implements HttpHandler {

    private final Faults faults;
    private final ApiHandler api;

    private final Runnable reset;

    public ControlHandler(Faults faults, ApiHandler api, Runnable reset) {
        this.faults = faults;
        this.api = api;
        this.reset = reset;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        switch (exchange.getRequestMethod() + " " + exchange.getRelativePath()) {
            case "POST /faults" -> Replies.send(exchange, add(exchange));
            case "DELETE /faults" -> {
                faults.clear();
                Replies.send(exchange, Answer.noContent());
            }
            case "POST /reset" -> {
                reset.run();
                Replies.send(exchange, Answer.noContent());
            }
            case "GET /requests" -> Replies.send(exchange, Answer.ok(requests()));
            default -> Replies.send(exchange, Answer.error(404, "No such control."));
        }
    }

    private Answer add(HttpServerExchange exchange) throws IOException {
        String body = new String(exchange.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            JsonNode fault = Replies.JSON.readTree(body);
            faults.add(Replies.JSON
                    .treeToValue(fault, Fault.class)
                    .times(fault.path("times").asInt(1)));
            return Answer.noContent();
        } catch (JsonProcessingException e) {
            return Answer.error(422, "Not a fault: " + e.getOriginalMessage());
        }
    }

    private ArrayNode requests() {
        return Replies.JSON.valueToTree(api.requests());
    }
}
