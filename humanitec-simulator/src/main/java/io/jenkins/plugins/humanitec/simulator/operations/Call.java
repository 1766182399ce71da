package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that is valid against the contract.
 *
 * @param operationId the ID of the requested operation
 * @param user the ID of the user of the token
 * @param parameters the path parameters by name
 * @param query the query parameters by name, decoded
 * @param headers the headers by name in lower case; the first value of each
 * @param body the body; null if there is none, or if it is neither JSON nor YAML
 * @param text the body as it was sent
 */
public record Call(
        String operationId,
        String user,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        JsonNode body,
        String text) {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Without the body, which can have secrets. */
    @Override
    public String toString() {
        return operationId + parameters;
    }

    /**
     * Returns this request with another body.
     *
     * @param newBody the body
     * @return the new request
     */
    public Call withBody(JsonNode newBody) {
        return new Call(operationId, user, parameters, query, headers, newBody, text);
    }

    /** @return this request without query parameters */
    public Call withoutQuery() {
        return new Call(operationId, user, parameters, Map.of(), headers, body, text);
    }

    /**
     * Returns this request with another path parameter.
     *
     * @param name the name of the parameter
     * @param value the value
     * @return the new request
     */
    public Call withParameter(String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return new Call(operationId, user, more, query, headers, body, text);
    }

    /** @return the first media type that the request accepts, without parameters; empty if it names none */
    public String accepted() {
        return headers.getOrDefault("accept", "").split("[,;]", 2)[0].strip();
    }

    /** @return the body if it is an object; otherwise an object without fields */
    public ObjectNode bodyOrEmpty() {
        return Json.objectOrEmpty(body);
    }

    /**
     * Returns a path with the parameters of this request.
     *
     * @param template the path in the contract, such as {@code /orgs/{orgId}/apps}
     * @return the path with the values of the parameters
     */
    public String path(String template) {
        return path(template, parameters);
    }

    /**
     * Returns a path.
     *
     * @param template the path in the contract, such as {@code /orgs/{orgId}/apps}
     * @param parameters the path parameters
     * @return the path with the values of the parameters
     */
    public static String path(String template, Map<String, String> parameters) {
        return PARAMETER
                .matcher(template)
                .replaceAll(name -> Matcher.quoteReplacement(String.valueOf(parameters.get(name.group(1)))));
    }

    /**
     * Returns a path parameter.
     *
     * @param name the name of the parameter
     * @return the value; null if the path does not have the parameter
     */
    public String parameter(String name) {
        return parameters.get(name);
    }

    /**
     * Returns a query parameter.
     *
     * @param name the name of the parameter
     * @return the first value; null if there is none
     */
    public String query(String name) {
        return query.containsKey(name) ? query.get(name).get(0) : null;
    }

    /**
     * Returns the values of a query parameter that can be repeated.
     *
     * @param name the name of the parameter
     * @return the values; empty if there is none
     */
    public List<String> queryValues(String name) {
        return query.getOrDefault(name, List.of());
    }

    /**
     * Returns whether a value passes a filter in the query.
     *
     * @param name the name of the query parameter
     * @param value the value
     * @return whether the parameter has the value, or is missing
     */
    public boolean wants(String name, String value) {
        return !query.containsKey(name) || query.get(name).contains(value);
    }

    /**
     * Returns a query parameter that is an object, such as {@code match[env_type]=staging}.
     *
     * @param name the name of the parameter
     * @return the first value of each field; empty if there is none
     */
    public Map<String, String> queryObject(String name) {
        Map<String, String> fields = new TreeMap<>();
        query.forEach((field, values) -> {
            if (field.startsWith(name + "[") && field.endsWith("]")) {
                fields.put(field.substring(name.length() + 1, field.length() - 1), values.get(0));
            }
        });
        return fields;
    }

    /**
     * Returns a filter for times.
     *
     * @param from the name of the query parameter with the first time that passes; without it, the times have no beginning
     * @param to the name of the query parameter with the time after the last one; without it, the times have no end
     * @return whether a time passes
     * @throws Problem with status 400 if one of the values is not a time in RFC 3339 format
     */
    public Predicate<Instant> between(String from, String to) {
        Instant first = time(from, Instant.MIN);
        Instant end = time(to, Instant.MAX);
        return time -> !time.isBefore(first) && time.isBefore(end);
    }

    private Instant time(String name, Instant otherwise) {
        String value = query(name);
        try {
            return value == null ? otherwise : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + ": '" + value + "' is not a time in RFC 3339 format.");
        }
    }

    /**
     * Returns whether a query parameter is {@code true}.
     *
     * @param name the name of the parameter
     * @return whether its first value is {@code true}, in any case of letters
     */
    public boolean asks(String name) {
        return Boolean.parseBoolean(query(name));
    }

    /**
     * Returns a text field of the body.
     *
     * @param field the name of the field
     * @param otherwise the text if the field is missing or null
     * @return the text
     */
    public String text(String field, String otherwise) {
        return body != null && body.hasNonNull(field) ? body.get(field).asText() : otherwise;
    }
}
