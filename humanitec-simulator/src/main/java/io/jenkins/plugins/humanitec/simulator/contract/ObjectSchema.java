package io.jenkins.plugins.humanitec.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The schema of the JSON objects of an answer.
 *
 * @param api the contract
 * @param name the name of the schema in the contract; empty if it has none
 * @param schema the schema
 */
public record ObjectSchema(OpenAPI api, String name, Schema<?> schema) {

    private static final String REFERENCE = "#/components/schemas/";

    /** Returns the schema of an object, or of the elements of an array; empty if it is neither. */
    static Optional<ObjectSchema> of(OpenAPI api, Schema<?> schema) {
        String reference = schema.get$ref();
        if (reference != null) {
            String name = reference.substring(REFERENCE.length());
            Schema<?> target = api.getComponents().getSchemas().get(name);
            return of(api, target)
                    .map(found -> target.getItems() == null ? new ObjectSchema(api, name, target) : found);
        }
        if (schema.getItems() != null) {
            return of(api, schema.getItems());
        }
        return schema.getProperties() == null ? Optional.empty() : Optional.of(new ObjectSchema(api, "", schema));
    }

    /** Returns the value of a required field that is missing. */
    @FunctionalInterface
    public interface MissingFields {

        /**
         * Returns the value of a field.
         *
         * @param schema the name of the schema in the contract; empty if it has none
         * @param field the name of the field
         * @param empty the empty value of the type of the field
         * @return the value
         */
        JsonNode value(String schema, String field, JsonNode empty);
    }

    /** @return the names of the fields */
    public Set<String> fields() {
        return Set.copyOf(schema.getProperties().keySet());
    }

    /**
     * Returns an object with the fields of an input that this schema has, and with all required fields. Other fields, such as
     * credentials, and null are left out.
     *
     * @param input the input
     * @param missing returns the required fields that the input does not have
     * @return a new object
     */
    public ObjectNode conform(JsonNode input, MissingFields missing) {
        ObjectNode output = Json.object();
        schema.getProperties().forEach((field, type) -> {
            if (input.hasNonNull(field)) {
                output.set(field, conform(type, input.get(field), missing));
            } else if (required().contains(field)) {
                output.set(field, missing.value(name, field, empty(type, missing)));
            }
        });
        return output;
    }

    private List<String> required() {
        return schema.getRequired() == null ? List.of() : schema.getRequired();
    }

    private JsonNode conform(Schema<?> type, JsonNode value, MissingFields missing) {
        Schema<?> target = resolve(type);
        if (value.isArray() && target.getItems() != null) {
            return Json.array(value.valueStream().map(element -> conform(target.getItems(), element, missing)));
        }
        if (value.isObject() && target.getProperties() != null && target.getAdditionalProperties() == null) {
            return of(api, type).orElseThrow().conform(value, missing);
        }
        if (value.isObject() && target.getAdditionalProperties() instanceof Schema<?> each) {
            ObjectNode map = Json.object();
            value.forEachEntry((key, element) -> map.set(key, conform(each, element, missing)));
            return map;
        }
        return value.deepCopy();
    }

    private Schema<?> resolve(Schema<?> type) {
        String reference = type.get$ref();
        return reference == null ? type : api.getComponents().getSchemas().get(reference.substring(REFERENCE.length()));
    }

    private JsonNode empty(Schema<?> type, MissingFields missing) {
        Schema<?> target = resolve(type);
        if (Boolean.TRUE.equals(target.getNullable())) {
            return NullNode.instance;
        }
        if (target.getEnum() != null) {
            return io.swagger.v3.core.util.Json.mapper()
                    .valueToTree(target.getEnum().get(0));
        }
        if (target.getProperties() != null) {
            return of(api, type).orElseThrow().conform(Json.object(), missing);
        }
        return switch (String.valueOf(target.getType())) {
            case "string" -> TextNode.valueOf("");
            case "boolean" -> BooleanNode.FALSE;
            case "integer", "number" -> IntNode.valueOf(0);
            case "array" -> JsonNodeFactory.instance.arrayNode();
            default -> Json.object();
        };
    }
}
