package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request that is valid against the contract.
 *
 * @param operationId the ID of the requested operation
 * @param parameters the path parameters by name
 * @param query the query parameters by name, decoded
 * @param headers the headers by name in lower case; the first value of each
 * @param body the body; null if there is none, or if it is neither JSON nor YAML
 */
public record Call(
        String operationId,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        JsonNode body) {

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
     * Returns whether a query parameter is {@code true}.
     *
     * @param name the name of the parameter
     * @return whether its first value is {@code true}, in any case of letters
     */
    public boolean asks(String name) {
        return Boolean.parseBoolean(query(name));
    }

    /**
     * Returns a text field of the body, which must not be null.
     *
     * @param field the name of the field
     * @param otherwise the text if the field is missing or null
     * @return the text
     */
    public String text(String field, String otherwise) {
        return body.hasNonNull(field) ? body.get(field).asText() : otherwise;
    }
}
