package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.UUID;

/** A pipeline. */
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

    /** @param newDefinition what makes a new version */
    public void change(JsonNode newDefinition) {
        definition = newDefinition;
        version = UUID.randomUUID().toString();
    }

    /** @return its ID */
    public String id() {
        return id;
    }

    /** @return what its author wrote */
    public JsonNode definition() {
        return definition;
    }

    /** @return the ID of its current version */
    public String version() {
        return version;
    }

    /** @return what tells this state from others */
    public String etag() {
        return version.substring(0, 8);
    }

    /** @return when it was created */
    public Instant createdAt() {
        return createdAt;
    }
}
