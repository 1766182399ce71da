package io.jenkins.plugins.humanitec.client.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.Operation.Parameter;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.http.Headers;
import io.jenkins.plugins.humanitec.client.http.PathSegmentEncoder;
import io.jenkins.plugins.humanitec.client.http.RawResponse;
import io.jenkins.plugins.humanitec.client.input.Numbers;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A request for any operation of the API description. The operation is chosen at run time. */
public final class AnyRequest {

    private final Operation operation;
    private final String pathAndQuery;
    private final Map<String, Object> headers;
    private final @Nullable Object content;

    private AnyRequest(
            Operation operation, String pathAndQuery, Map<String, Object> headers, @Nullable Object content) {
        this.operation = operation;
        this.pathAndQuery = pathAndQuery;
        this.headers = headers;
        this.content = content;
    }

    /**
     * Creates a request, and checks it against the API description. A time is a JDK type for a point in time, or text
     * with an offset (RFC 3339). It is sent in UTC, truncated to milliseconds.
     *
     * @param operationId the ID of the operation
     * @param parameters the parameters by name: strings, numbers, booleans, times, or lists and maps of these; null for
     *     a parameter to omit
     * @param body maps, lists, strings, numbers, booleans and times, or YAML text if supported; null for no body
     * @return the request
     * @throws InvalidInputException if the operation does not exist, or the API description does not allow the request
     */
    public static AnyRequest of(String operationId, Map<String, ?> parameters, @Nullable Object body) {
        Operation operation = Contract.get().operation(operationId);
        List<String> wrong = new ArrayList<>();
        Map<String, Object> given = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (operation.parameter(name).isEmpty()) {
                wrong.add("there is no parameter '" + name + "'");
            } else if (value != null) {
                given.put(name, value);
            }
        });
        operation.parameters().forEach(parameter -> check(parameter, given, wrong));
        Map<String, Object> headers = new LinkedHashMap<>();
        Object content = content(operation, body, headers, wrong);
        if (!wrong.isEmpty()) {
            throw new InvalidInputException("The API description does not allow this request for " + operationId + ": "
                    + String.join("; ", wrong) + ". Parameters: " + names(operation) + ".");
        }
        operation.parameters().stream()
                .filter(parameter -> parameter.in().equals("header") && given.containsKey(parameter.name()))
                .forEach(parameter -> headers.put(
                        parameter.name(),
                        Headers.requireValue(parameter.name(), String.valueOf(given.get(parameter.name())))));
        return new AnyRequest(operation, path(operation, given) + query(operation, given), headers, content);
    }

    private static String names(Operation operation) {
        StringJoiner names = new StringJoiner(", ");
        operation.parameters().forEach(one -> names.add(one.isRequired() ? one.name() : one.name() + " (optional)"));
        if (!operation.bodies().isEmpty()) {
            names.add("body" + (operation.requiresBody() ? "" : " (optional)"));
        }
        return names.toString();
    }

    private static void check(Parameter parameter, Map<String, Object> given, List<String> wrong) {
        Object value = given.get(parameter.name());
        if (value == null) {
            if (parameter.isRequired()) {
                wrong.add("'" + parameter.name() + "' is missing");
            }
            return;
        }
        Object typed = typed(parameter, value);
        JsonNode json = Contract.get().withTimesInUtc(parameter.schema(), json("'" + parameter.name() + "'", typed));
        given.put(parameter.name(), json.isTextual() ? json.asText() : typed);
        Contract.get()
                .violations(parameter.schema(), json)
                .forEach(violation -> wrong.add("'" + parameter.name() + "' " + violation));
    }

    /** Converts between text and other types, since all parameters are text in a URL. */
    private static @Nullable Object typed(Parameter parameter, @Nullable Object value) {
        if (!(value instanceof CharSequence || value instanceof Number || value instanceof Boolean)) {
            return value;
        }
        String text = text(value);
        Object given = value instanceof CharSequence ? text : value;
        try {
            return switch (parameter.type()) {
                case "string" -> text;
                case "integer" -> new BigDecimal(text).longValueExact();
                case "boolean" -> Set.of("true", "false").contains(text) ? Boolean.valueOf(text) : given;
                case "array" -> List.of(text);
                default -> given;
            };
        } catch (ArithmeticException | NumberFormatException e) {
            return given;
        }
    }

    /**
     * Returns the body to send, and adds its media type to the headers. Text is sent unchanged if the operation accepts
     * YAML. Other bodies are sent as JSON, which is valid YAML.
     */
    private static @Nullable Object content(
            Operation operation, @Nullable Object body, Map<String, Object> headers, List<String> wrong) {
        if (body == null) {
            if (operation.requiresBody()) {
                wrong.add("the body is missing");
            }
            return null;
        }
        Optional<String> json = operation.bodies().keySet().stream()
                .filter(type -> type.endsWith("json"))
                .findFirst();
        Optional<String> yaml = operation.bodies().keySet().stream()
                .filter(type -> type.endsWith("yaml"))
                .findFirst();
        if (body instanceof CharSequence && yaml.isPresent()) {
            headers.put("Content-Type", yaml.get());
            return body.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (json.or(() -> yaml).isEmpty()) {
            wrong.add(operation.bodies().isEmpty() ? "it accepts no body" : "its body is neither JSON nor YAML");
            return null;
        }
        String type = json.or(() -> yaml).get();
        headers.put("Content-Type", type);
        String schema = Objects.requireNonNull(operation.bodies().get(type));
        JsonNode content = Contract.get().withTimesInUtc(schema, json("The body", body));
        Contract.get().violations(schema, content).forEach(violation -> wrong.add("the body: " + violation));
        return content;
    }

    private static JsonNode json(String what, @Nullable Object value) {
        try {
            return Json.MAPPER.valueToTree(value);
        } catch (IllegalArgumentException e) {
            // The message of this exception can contain the value, and the value can be a secret.
            throw new InvalidInputException(what + " cannot be written as JSON.");
        }
    }

    private static String path(Operation operation, Map<String, Object> given) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                path = path.replace(
                        "{" + parameter.name() + "}",
                        PathSegmentEncoder.encode(parameter.name(), given.get(parameter.name())));
            }
        }
        return path;
    }

    private static String query(Operation operation, Map<String, Object> given) {
        List<String> pairs = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            Object value = given.get(parameter.name());
            if (!parameter.in().equals("query") || value == null) {
                continue;
            }
            if (value instanceof Map<?, ?> fields) {
                fields.forEach((name, field) -> pairs.add(pair(parameter.name() + "[" + name + "]", field)));
            } else if (value instanceof List<?> list && parameter.isExploded()) {
                list.forEach(element -> pairs.add(pair(parameter.name(), element)));
            } else if (value instanceof List<?> list) {
                pairs.add(pair(
                        parameter.name(),
                        String.join(",", list.stream().map(Object::toString).toList())));
            } else {
                pairs.add(pair(parameter.name(), value));
            }
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String pair(String name, @Nullable Object value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(text(value), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(@Nullable Object value) {
        return value instanceof Number number ? Numbers.text(number) : String.valueOf(value);
    }

    /** {@return the operation} */
    public Operation operation() {
        return operation;
    }

    /** {@return whether the request only reads} */
    public boolean isReading() {
        return operation.method().equals("GET");
    }

    /** {@return whether the request deletes something} */
    public boolean isDeletion() {
        return operation.method().equals("DELETE");
    }

    /** {@return whether the request has an idempotent method (RFC 9110, 9.2.2) or an idempotency key} */
    public boolean isRepeatable() {
        return Set.of("GET", "PUT", "DELETE").contains(operation.method()) || headers.containsKey("Idempotency-Key");
    }

    /** {@return the HTTP method and the path with the query} */
    @Override
    public String toString() {
        return operation.method() + " " + pathAndQuery;
    }

    /**
     * Sends the request.
     *
     * @param client the client to use
     * @return the body: maps, lists, strings, numbers and booleans if it is JSON, otherwise text; null if there is none
     * @throws HumanitecException if the API returns an error, or if there is no response
     */
    public @Nullable Object send(ClientContext client) {
        RawResponse answer = exchange(client);
        if (answer == null || answer.body().isEmpty()) {
            return null;
        }
        if (!answer.isJson()) {
            return answer.body();
        }
        Object value;
        try {
            value = Json.MAPPER.readValue(answer.body(), Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The decoder returned invalid JSON.", e);
        }
        if (operation.answerType() != null && !isOfType(operation.answerType(), value)) {
            throw UnreadableResponseException.of(
                    operation.method(),
                    path(),
                    answer.status(),
                    "JSON of another type than " + operation.answerType(),
                    null);
        }
        return value;
    }

    /** Returns the encoded path, without the query. */
    String path() {
        return URI.create(pathAndQuery).getRawPath();
    }

    /** Returns null if the response has no body. */
    @Nullable
    RawResponse exchange(ClientContext client) {
        URI uri = URI.create(client.baseUri() + pathAndQuery);
        return AnyApi.send(client.api(AnyApi.class), operation.method(), uri, headers, content);
    }

    private static boolean isOfType(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            default -> value != null;
        };
    }
}
