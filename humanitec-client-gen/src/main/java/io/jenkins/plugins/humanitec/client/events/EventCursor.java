package io.jenkins.plugins.humanitec.client.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a caller knows of the environments of an application. Immutable. It can be stored as JSON; it has no secret.
 */
public final class EventCursor implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, KnownEnvironment> environments;

    EventCursor(Map<String, KnownEnvironment> environments) {
        this.environments = new TreeMap<>(environments);
    }

    /**
     * Reads a stored cursor.
     *
     * @param json the text that {@link #toJson} has returned
     * @return the cursor; empty if the text is damaged
     */
    public static Optional<EventCursor> ofJson(String json) {
        try {
            Map<String, KnownEnvironment> read = Json.MAPPER.readValue(json, new TypeReference<>() {});
            return read == null || read.containsValue(null) ? Optional.empty() : Optional.of(new EventCursor(read));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** {@return the cursor as JSON} */
    public String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(environments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The cursor cannot be written.", e);
        }
    }

    SortedMap<String, KnownEnvironment> environments() {
        return new TreeMap<>(environments);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventCursor cursor && environments.equals(cursor.environments);
    }

    @Override
    public int hashCode() {
        return environments.hashCode();
    }
}
