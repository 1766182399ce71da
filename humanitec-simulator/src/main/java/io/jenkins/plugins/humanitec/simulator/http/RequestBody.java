package io.jenkins.plugins.humanitec.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.contract.Contract;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.swagger.v3.core.util.Yaml;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;

/**
 * The body of a request.
 *
 * @param type the content type; null if there is none
 * @param text the body as UTF-8; empty if there is none
 * @param json the body; null if there is none, or if it is neither JSON, YAML nor a form
 */
record RequestBody(String type, String text, JsonNode json) {

    /** The content type that curl sends if it is not told otherwise. */
    private static final String DEFAULT_OF_CURL = "application/x-www-form-urlencoded";

    /**
     * Reads the body of a request. Unless the simulator is strict, a body without a content type has the one of the operation.
     *
     * @throws Problem with status 400 if the body cannot be read
     */
    static RequestBody of(HttpServerExchange exchange, Contract.Match match, byte[] body, boolean strict) {
        String given = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        boolean isMissing = given == null || given.startsWith(DEFAULT_OF_CURL);
        String type = isMissing && !strict && body.length > 0 ? match.requestType() : given;
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode json = json(type == null ? "application/json" : type, text, body);
        return new RequestBody(type, text, json);
    }

    private static JsonNode json(String type, String text, byte[] body) {
        try {
            if (type.contains("yaml")) {
                return Yaml.mapper().readTree(text);
            }
            if (type.startsWith("multipart/form-data")) {
                return MultipartBody.read(type, body);
            }
            return type.startsWith("application/json") && !text.isEmpty() ? JsonResponses.JSON.readTree(text) : null;
        } catch (JsonProcessingException e) {
            // The validation describes what is wrong with JSON.
            if (type.contains("yaml")) {
                throw Problem.badRequest("The body is not valid YAML.");
            }
            return null;
        }
    }

    /** Returns the text without fields that are null. */
    String withoutNulls() {
        if (json == null || !type.startsWith("application/json")) {
            return text;
        }
        JsonNode copy = json.deepCopy();
        removeNulls(copy);
        return copy.toString();
    }

    private static void removeNulls(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        if (json != null) {
            json.forEach(RequestBody::removeNulls);
        }
    }
}
