package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The answer of an operation.
 *
 * @param status the HTTP status
 * @param body the body; null for none
 * @param headers the response headers; without a {@code Content-Type}, it is {@code application/json}
 */
public record Answer(int status, JsonNode body, Map<String, String> headers) {

    /**
     * Creates an answer without headers.
     *
     * @param status the HTTP status
     * @param body the body; null for none
     */
    public Answer(int status, JsonNode body) {
        this(status, body, Map.of());
    }

    /**
     * Creates an answer with the status 200.
     *
     * @param body the body
     * @return the answer
     */
    public static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    /**
     * Creates an answer with the status 200.
     *
     * @param elements the elements of the list in the body
     * @return the answer
     */
    public static Answer list(Stream<? extends JsonNode> elements) {
        return ok(Json.array(elements));
    }

    /**
     * Creates an answer with the status 201.
     *
     * @param body the created object
     * @return the answer
     */
    public static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    /**
     * Creates the answer to a deletion.
     *
     * @param isComplete whether the deletion is complete; otherwise it is only accepted
     * @return the answer with the status 204 or 202, without a body
     */
    public static Answer deleted(boolean isComplete) {
        return new Answer(isComplete ? 204 : 202, null);
    }

    /** @return an answer with the status 204, without a body */
    public static Answer noContent() {
        return new Answer(204, null);
    }

    /**
     * Creates an answer with an error body. The error code is {@code API-} and the status.
     *
     * @param status the HTTP status
     * @param message the description of the error
     * @return the answer
     */
    public static Answer error(int status, String message) {
        return new Answer(status, Json.object().put("error", "API-" + status).put("message", message));
    }

    /**
     * Returns this answer with a header.
     *
     * @param name the name of the header
     * @param value the value
     * @return the new answer
     */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, Map.copyOf(more));
    }

    /** @return this answer with a copy of the body, which does not change with the stored data */
    public Answer copy() {
        return body == null ? this : new Answer(status, body.deepCopy(), headers);
    }

    /** @return the body as it is sent; a text in YAML as it is, everything else as JSON; empty for none */
    public String text() {
        if (body == null) {
            return "";
        }
        return body.isTextual() && contentType().endsWith("yaml") ? body.asText() : body.toString();
    }

    /** @return the content type of the body */
    public String contentType() {
        return headers.getOrDefault("Content-Type", "application/json");
    }
}
