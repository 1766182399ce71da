package io.jenkins.plugins.humanitec.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.contract.ContractFile.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the API description.
 *
 * @param id the {@code operationId}
 * @param method the HTTP method
 * @param path the path, with parameter names in braces
 * @param summary a short description
 * @param parameters the parameters
 * @param bodies the locations of the schemas of the body by media type; empty if the operation accepts no body
 * @param requiresBody whether a body is required
 * @param answer the location of the schema of a successful response; null if it has no JSON body
 */
public record Operation(
        String id,
        String method,
        String path,
        String summary,
        List<Parameter> parameters,
        Map<String, String> bodies,
        boolean requiresBody,
        @Nullable String answer) {

    /**
     * A parameter of an operation.
     *
     * @param name the name
     * @param in {@code path}, {@code query} or {@code header}
     * @param isRequired whether the parameter is required
     * @param type the JSON type, such as {@code string}
     * @param isExploded whether each element of a list becomes a separate parameter; otherwise, commas separate the
     *     elements
     * @param schema the location of the schema
     */
    public record Parameter(
            String name, String in, boolean isRequired, String type, boolean isExploded, String schema) {

        static Parameter of(Found found) {
            JsonNode json = found.json();
            Found schema =
                    found.resolve(json.path("schema"), found.child("schema").location());
            return new Parameter(
                    json.path("name").asText(),
                    json.path("in").asText(),
                    json.path("required").asBoolean(),
                    schema.json().path("type").asText("string"),
                    json.path("explode").asBoolean(true),
                    schema.location());
        }
    }

    static Operation of(String path, String method, Found pathItem) {
        Found found = pathItem.child(method);
        JsonNode json = found.json();
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Found owner : List.of(pathItem, found)) {
            for (Parameter parameter : parameters(owner)) {
                parameters.put(parameter.in() + " " + parameter.name(), parameter);
            }
        }
        Found requestBody = found.child("requestBody");
        Found body = found.resolve(requestBody.json(), requestBody.location());
        return new Operation(
                json.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                json.path("summary").asText(),
                List.copyOf(parameters.values()),
                bodies(body),
                body.json().path("required").asBoolean(),
                answer(found.child("responses")));
    }

    private static @Nullable String answer(Found responses) {
        Iterable<String> statuses = responses.json()::fieldNames;
        for (String status : statuses) {
            Found schema = responses
                    .child(status)
                    .child("content")
                    .child("application/json")
                    .child("schema");
            if (status.startsWith("2") && !schema.json().isMissingNode()) {
                return schema.resolve(schema.json(), schema.location()).location();
            }
        }
        return null;
    }

    private static List<Parameter> parameters(Found owner) {
        List<Parameter> parameters = new ArrayList<>();
        Found list = owner.child("parameters");
        for (int i = 0; i < list.json().size(); i++) {
            JsonNode one = list.json().get(i);
            parameters.add(Parameter.of(owner.resolve(one, list.location() + "/" + i)));
        }
        return parameters;
    }

    private static Map<String, String> bodies(Found body) {
        Map<String, String> bodies = new LinkedHashMap<>();
        Found content = body.child("content");
        content.json().fieldNames().forEachRemaining(type -> {
            Found schema = content.child(type).child("schema");
            bodies.put(type, body.resolve(schema.json(), schema.location()).location());
        });
        return bodies;
    }

    /** {@return the schema of a successful response; empty if it has no JSON body} */
    public Optional<Schema> answerSchema() {
        return Optional.ofNullable(answer).map(Schema::at);
    }

    /** {@return the schema of the body; empty if the operation accepts no body} */
    public Optional<Schema> bodySchema() {
        return bodies.values().stream().findFirst().map(Schema::at);
    }

    /**
     * Returns the type of a successful response. A schema without a type is a combination of schemas, such as a set or the
     * difference between two sets. All of these are objects.
     *
     * @return the JSON type, such as {@code object} or {@code array}; null if there is no JSON body
     */
    public @Nullable String answerType() {
        return answerSchema().map(Schema::type).orElse(null);
    }

    /**
     * {@return a parameter; empty if it does not exist}
     *
     * @param name the name of the parameter
     */
    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * Replaces the key true by {@code on} in the definition of a pipeline. YAML 1.1, which scripts may use to read the
     * definition, parses {@code on} as true.
     *
     * @param body the body, or null
     * @return the body; a copy if the key was replaced
     */
    public Object bodyWithTriggers(Object body) {
        boolean isDefinition = bodies.values().stream().anyMatch(schema -> schema.endsWith("#/PipelineDefinition"));
        if (!isDefinition || !(body instanceof Map<?, ?> map) || map.containsKey("on")) {
            return body;
        }
        Map<Object, Object> definition = new LinkedHashMap<>();
        map.forEach((key, value) -> definition.put(Boolean.TRUE.equals(key) ? "on" : key, value));
        return definition;
    }
}
