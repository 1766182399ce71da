package io.jenkins.plugins.humanitec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What an operation answers.
 *
 * @param status the HTTP status
 * @param body the body, or null
 */
public record Answer(int status, JsonNode body) {

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
}
