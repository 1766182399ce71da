package io.jenkins.plugins.humanitec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A request that the contract permits.
 *
 * @param operationId which operation of the contract it asks for
 * @param parameters the path parameters by name
 * @param body the body, or null
 */
public record Call(String operationId, Map<String, String> parameters, JsonNode body) {

    /**
     * @param name a path parameter's name
     * @return its value
     */
    public String parameter(String name) {
        return parameters.get(name);
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
