package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.UUID;

/** A pipeline of an application. */
public final class Pipeline {

    private final String id;
    private final Instant createdAt;
    private JsonNode definition;
    private String version;

    Pipeline(SimulatedTime time, String id, JsonNode definition) {
        this.id = id;
        this.createdAt = time.now();
        change(definition);
    }

    /**
     * Replaces the definition. Creates a new version.
     *
     * @param newDefinition the new definition
     */
    public void change(JsonNode newDefinition) {
        definition = newDefinition;
        version = UUID.randomUUID().toString();
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the current definition */
    public JsonNode definition() {
        return definition;
    }

    /** @return the ID of the current version */
    public String version() {
        return version;
    }

    /** @return the ETag, which changes with each version */
    public String etag() {
        return version.substring(0, 8);
    }

    /** @return the time of the creation */
    public Instant createdAt() {
        return createdAt;
    }
}
