package io.jenkins.plugins.humanitec.client.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the API answers when it made a delta. The vendor's description allows for the ID alone and for the whole delta; either
 * way the ID is what a caller goes on with.
 *
 * @param id the delta's ID
 */
public record CreatedDelta(@JsonValue String id) {

    /**
     * @param json what the API answered
     * @return the same with just the ID
     * @throws IllegalArgumentException if there is no ID in it
     */
    @JsonCreator
    static CreatedDelta of(JsonNode json) {
        JsonNode id = json.isObject() ? json.path("id") : json;
        if (!id.isTextual() || id.asText().isBlank()) {
            throw new IllegalArgumentException("no ID of a delta");
        }
        return new CreatedDelta(id.asText());
    }
}
