package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request that the contract permits.
 *
 * @param operationId which operation of the contract it asks for
 * @param parameters the path parameters by name
 * @param query the query parameters by name
 * @param headers the headers by name in lower case, of several values the first
 * @param body the body, or null if there is none or it is neither JSON nor YAML
 */
public record Call(
        String operationId,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        JsonNode body) {

    /**
     * @param name a path parameter's name
     * @return its value
     */
    public String parameter(String name) {
        return parameters.get(name);
    }

    /**
     * @param name a query parameter's name
     * @return its value, of several the first; or null
     */
    public String query(String name) {
        return query.containsKey(name) ? query.get(name).get(0) : null;
    }

    /**
     * @param name a query parameter's name
     * @return whether it is {@code true}
     */
    public boolean asks(String name) {
        return Boolean.parseBoolean(query(name));
    }

    /**
     * @param field a text field of the body
     * @param otherwise what to take if it is missing or null
     * @return its text
     */
    public String text(String field, String otherwise) {
        return body.hasNonNull(field) ? body.get(field).asText() : otherwise;
    }
}
