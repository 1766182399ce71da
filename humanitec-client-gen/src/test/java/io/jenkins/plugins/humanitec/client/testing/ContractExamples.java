package io.jenkins.plugins.humanitec.client.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations of the contract with an example for whatever they take. */
public final class ContractExamples {

    /** What the generator is told to call otherwise, since it is a word of Java's. */
    private static final Map<String, String> RENAMED = Map.of("resourceClass", "class");

    private final OpenAPI api;

    public ContractExamples() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        api = new OpenAPIV3Parser()
                .readLocation("openapi/humanitec.yaml", null, options)
                .getOpenAPI();
    }

    public List<Operation> operations() {
        return api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
    }

    /** @param name a parameter as the generated methods call it, {@code perPage} for {@code per_page} */
    public JsonNode parameter(Operation operation, String name) {
        PathItem path = api.getPaths().values().stream()
                // By identity: to compare two operations takes long.
                .filter(item -> item.readOperations().stream().anyMatch(one -> one == operation))
                .findFirst()
                .orElseThrow();
        Parameter parameter = Stream.of(path.getParameters(), operation.getParameters())
                .filter(parameters -> parameters != null)
                .flatMap(List::stream)
                .map(this::resolve)
                .filter(candidate -> plain(candidate.getName()).equals(plain(RENAMED.getOrDefault(name, name))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such parameter: " + name));
        if (parameter.getExample() == null) {
            throw new AssertionError("no example: " + parameter.getName());
        }
        return Json.mapper().valueToTree(parameter.getExample());
    }

    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private Parameter resolve(Parameter parameter) {
        return parameter.get$ref() == null
                ? parameter
                : api.getComponents().getParameters().get(last(parameter.get$ref()));
    }

    public JsonNode body(Operation operation) {
        MediaType type =
                operation.getRequestBody().getContent().values().iterator().next();
        return type.getExample() == null
                ? example(type.getSchema())
                : Json.mapper().valueToTree(type.getExample());
    }

    private JsonNode example(Schema<?> schema) {
        if (schema.getItems() != null) {
            return JsonNodeFactory.instance.arrayNode().add(example(schema.getItems()));
        }
        Schema<?> named = schema.get$ref() == null
                ? schema
                : api.getComponents().getSchemas().get(last(schema.get$ref()));
        if (named.getExample() == null) {
            throw new AssertionError("no example: " + schema);
        }
        return Json.mapper().valueToTree(named.getExample());
    }

    /**
     * @return the example of an operation's first success, with a field that is not in the contract in each object, and a value
     *     that is not in the contract for each enumeration; empty if the answer has no fields
     */
    public Optional<JsonNode> answerOfALaterVersion(Operation operation) {
        return operation.getResponses().entrySet().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> response.getValue().getContent())
                .filter(content -> content != null)
                .map(content -> content.get("application/json").getSchema())
                .filter(schema -> !hasNoFields(schema))
                .findFirst()
                .map(schema -> later(example(schema), schema));
    }

    /** @return the type of the JSON that an operation's first success has: {@code nothing} if it has no body */
    public String answerType(Operation operation) {
        return operation.getResponses().entrySet().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> response.getValue().getContent())
                .filter(content -> content != null)
                .map(content -> named(content.get("application/json").getSchema()))
                .map(schema -> schema.getType() == null ? "object" : schema.getType())
                .findFirst()
                .orElse("nothing");
    }

    private boolean hasNoFields(Schema<?> schema) {
        Schema<?> element = named(schema.getItems() == null ? schema : schema.getItems());
        return element.getProperties() == null;
    }

    private Schema<?> named(Schema<?> schema) {
        return schema.get$ref() == null
                ? schema
                : api.getComponents().getSchemas().get(last(schema.get$ref()));
    }

    private JsonNode later(JsonNode example, Schema<?> declared) {
        Schema<?> schema = named(declared);
        if (schema.getEnum() != null) {
            return TextNode.valueOf("added_later");
        }
        if (schema.getItems() != null) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            example.forEach(element -> list.add(later(element, schema.getItems())));
            return list;
        }
        if (schema.getProperties() == null) {
            return example;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        example.properties().forEach(field -> {
            Schema<?> property = schema.getProperties().get(field.getKey());
            object.set(field.getKey(), property == null ? field.getValue() : later(field.getValue(), property));
        });
        object.putObject("added_later").putArray("list").add(1);
        return object;
    }

    private static String last(String ref) {
        return ref.substring(ref.lastIndexOf('/') + 1);
    }
}
