package io.jenkins.plugins.humanitec.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationHandler;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Answers with the examples of the contract, for operations without simulated data. */
public final class Examples implements OperationHandler {

    private final OpenAPI api;

    Examples(OpenAPI api) {
        this.api = api;
    }

    /**
     * Returns the example for the lowest success status of the operation, in the accepted media type.
     *
     * @param operation the operation as the contract describes it
     * @param call the request
     * @return the answer
     * @throws IllegalStateException if the contract has no example
     */
    @Override
    public Answer handle(Operation operation, Call call) {
        Map<String, ApiResponse> successes = new TreeMap<>(operation.getResponses());
        successes.keySet().removeIf(status -> !status.startsWith("2"));
        boolean dryRun = call.asks("dry_run") && successes.containsKey("204");
        String status = dryRun ? "204" : successes.keySet().iterator().next();
        Content content = successes.get(status).getContent();
        if (content == null) {
            return new Answer(Integer.parseInt(status), null);
        }
        String type = choose(content, call.headers().getOrDefault("accept", ""));
        return new Answer(Integer.parseInt(status), example(content.get(type))).with("Content-Type", type);
    }

    private static String choose(Content content, String accept) {
        return Arrays.stream(accept.split(","))
                .map(type -> type.split(";")[0].trim())
                .filter(content::containsKey)
                .findFirst()
                .orElse(content.keySet().iterator().next());
    }

    private JsonNode example(MediaType type) {
        return type.getExample() != null ? Json.mapper().valueToTree(type.getExample()) : example(type.getSchema());
    }

    private JsonNode example(Schema<?> schema) {
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
            return example(api.getComponents().getSchemas().get(name));
        }
        if (schema.getExample() != null) {
            return Json.mapper().valueToTree(schema.getExample());
        }
        if (schema.getItems() != null) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            return list.add(example(schema.getItems()));
        }
        if (schema.getAllOf() != null) {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            schema.getAllOf().forEach(part -> whole.setAll((ObjectNode) example(part)));
            return whole;
        }
        throw new IllegalStateException("The contract has no example: " + schema);
    }
}
