package io.jenkins.plugins.humanitec.client.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The API's response to the creation of a delta. According to the vendor's description, it is either the ID or the
 * whole delta. Callers only need the ID.
 *
 * @param id the delta's ID
 */
public record CreatedDelta(@JsonValue String id) {

    /**
     * Reads the ID from either form.
     *
     * @param json the response
     * @return the response with only the ID
     * @throws IllegalArgumentException if the response contains no ID
     */
    @JsonCreator
    static CreatedDelta of(JsonNode json) {
        JsonNode id = json.isObject() ? json.path("id") : json;
        if (!id.isTextual() || id.asText().isBlank()) {
            throw new IllegalArgumentException("the response contains no ID of a delta");
        }
        return new CreatedDelta(id.asText());
    }
}
