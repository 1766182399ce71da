package io.jenkins.plugins.humanitec.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.Faults;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The control API, for tests in other processes. It requires no token.
 *
 * <ul>
 *   <li>{@code POST /_simulator/faults} adds the {@link Fault} in the body.
 *   <li>{@code DELETE /_simulator/faults} removes all faults.
 *   <li>{@code GET /_simulator/requests} lists the {@link RecordedRequest}s.
 *   <li>{@code POST /_simulator/time} moves the time forward by the duration in the field {@code forward}, in ISO 8601.
 *   <li>{@code GET /_simulator/data} returns the data in YAML, with secret values.
 *   <li>{@code POST /_simulator/reset} restores the initial data and deletes all faults and recorded requests.
 * </ul>
 *
 * @param faults the pending faults
 * @param api the handler that records requests
 * @param reset resets the simulator
 * @param time moves the time of the simulator forward
 * @param data returns the data in YAML
 */
public record ControlHandler(
        Faults faults, ApiHandler api, Runnable reset, Consumer<Duration> time, Supplier<String> data)
        implements HttpHandler {

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        String body = new String(exchange.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        JsonResponses.send(
                exchange,
                switch (exchange.getRequestMethod() + " " + exchange.getRelativePath()) {
                    case "POST /faults" -> add(body);
                    case "DELETE /faults" -> done(faults::clear);
                    case "POST /reset" -> done(reset);
                    case "POST /time" -> move(body);
                    case "GET /data" ->
                        Answer.ok(TextNode.valueOf(data.get())).with("Content-Type", "application/yaml");
                    case "GET /requests" -> Answer.ok(JsonResponses.JSON.valueToTree(api.requests()));
                    default -> Answer.error(404, "No such path or method.");
                });
    }

    private static Answer done(Runnable action) {
        action.run();
        return Answer.noContent();
    }

    private Answer add(String body) {
        try {
            JsonNode fault = JsonResponses.JSON.readTree(body);
            faults.add(JsonResponses.JSON
                    .treeToValue(fault, Fault.class)
                    .times(fault.path("times").asInt(1)));
            return Answer.noContent();
        } catch (JsonProcessingException e) {
            return Answer.error(422, "The body is not a valid fault: " + e.getOriginalMessage());
        }
    }

    private Answer move(String body) {
        try {
            Duration forward = Duration.parse(
                    JsonResponses.JSON.readTree(body).path("forward").asText());
            if (!forward.isNegative()) {
                time.accept(forward);
                return Answer.noContent();
            }
        } catch (JsonProcessingException | DateTimeException e) {
            // Answered below, as a negative duration is.
        }
        return Answer.error(422, "The body must have a duration in ISO 8601 in the field forward, zero or more.");
    }
}
