package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operation answers.
 *
 * @param status the HTTP status
 * @param body the body, or null
 * @param headers what else is said; the content type is JSON unless it is among them
 */
public record Answer(int status, JsonNode body, Map<String, String> headers) {

    /**
     * @param status the HTTP status
     * @param body the body, or null
     */
    public Answer(int status, JsonNode body) {
        this(status, body, Map.of());
    }

    /**
     * @param body the body
     * @return a 200
     */
    public static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    /**
     * @param body what was created
     * @return a 201
     */
    public static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    /** @return a 202 without a body */
    public static Answer accepted() {
        return new Answer(202, null);
    }

    /** @return a 204 */
    public static Answer noContent() {
        return new Answer(204, null);
    }

    /**
     * @param status the HTTP status
     * @param message the failure in words
     * @return an error body with that status; its code is derived from the status
     */
    public static Answer error(int status, String message) {
        return new Answer(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("error", "API-" + status)
                        .put("message", message));
    }

    /**
     * @param name a header's name
     * @param value its value
     * @return the same answer with this header
     */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, Map.copyOf(more));
    }

    public String contentType() {
        return headers.getOrDefault("Content-Type", "application/json");
    }
}
