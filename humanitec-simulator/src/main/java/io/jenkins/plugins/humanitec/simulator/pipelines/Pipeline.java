package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A pipeline of an application. */
public final class Pipeline {

    private final PipelineOwner owner;
    private final String id;
    private final List<Version> versions = new ArrayList<>();

    /**
     * A version of a pipeline.
     *
     * @param id the ID
     * @param definition the definition
     * @param text the definition as it was uploaded
     * @param createdBy the ID of the user who uploaded it
     * @param createdAt the time of the upload
     */
    record Version(String id, JsonNode definition, String text, String createdBy, Instant createdAt) {}

    Pipeline(PipelineOwner owner, String id, JsonNode definition, String text, String user) {
        this.owner = owner;
        this.id = id;
        add(definition, text, user);
    }

    /**
     * Replaces the definition, which must be valid. Creates a new version.
     *
     * @param newDefinition the new definition
     * @param text the definition as it was uploaded
     * @param user the ID of the user who uploaded it
     */
    void change(JsonNode newDefinition, String text, String user) {
        PipelineDefinition.require(newDefinition);
        add(newDefinition, text, user);
    }

    private void add(JsonNode newDefinition, String text, String user) {
        versions.add(new Version(
                UUID.randomUUID().toString(),
                newDefinition,
                text,
                user,
                owner.time().now()));
    }

    private Version current() {
        return versions.get(versions.size() - 1);
    }

    /** Returns a version; the current one for null. */
    Version version(String versionId) {
        return versions.stream()
                .filter(version -> version.id().equals(versionId == null ? version() : versionId))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Version '" + versionId + "' of pipeline '" + id + "'"));
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the current definition as it was uploaded; if it has no ID, with the one that was chosen */
    public String textWithId() {
        String text = current().text();
        if (id.equals(definition().path("id").asText())) {
            return text;
        }
        boolean isBlock = !definition().has("id") && !text.startsWith("{") && !text.startsWith("---");
        ObjectNode withId = definition().deepCopy();
        return isBlock ? "id: " + id + "\n" + text : withId.put("id", id).toString();
    }

    /** @return the name in the current definition */
    public String name() {
        return definition().path("name").asText(id);
    }

    /** @return the current definition */
    public JsonNode definition() {
        return current().definition();
    }

    /**
     * Returns whether runs can be started by a trigger.
     *
     * @param trigger the trigger, such as {@code deployment_request}
     * @return whether the current definition has it
     */
    public boolean hasTrigger(String trigger) {
        return definition().path("on").has(trigger);
    }

    /** Returns the inputs of a call with the default values of those that are missing. */
    ObjectNode requireInputs(JsonNode given) {
        Problem.badRequestIf(
                !hasTrigger("pipeline_call"), "Pipeline '" + id + "' does not have the trigger pipeline_call.");
        JsonNode declared = definition().at("/on/pipeline_call/inputs");
        ObjectNode inputs = Json.objectOrEmpty(given).deepCopy();
        inputs.fieldNames()
                .forEachRemaining(name -> Problem.badRequestIf(
                        !declared.has(name), "Pipeline '" + id + "' does not declare the input '" + name + "'."));
        declared.forEachEntry((name, input) -> {
            Problem.badRequestIf(
                    !inputs.has(name)
                            && !input.has("default")
                            && input.path("required").asBoolean(),
                    "Pipeline '" + id + "' requires the input '" + name + "'.");
            if (input.has("default")) {
                inputs.putIfAbsent(name, input.get("default"));
            }
        });
        return inputs;
    }

    /** @return the ID of the current version */
    public String version() {
        return current().id();
    }

    /** @return the ETag, which changes with each version */
    public String etag() {
        return version().substring(0, 8);
    }

    /** Writes a version as the JSON of the contract. */
    ObjectNode json(Version version) {
        ObjectNode json = owner.json()
                .put("id", id)
                .put("etag", etag())
                .put("name", version.definition().path("name").asText(id))
                .put("status", "active")
                .put("version", version.id())
                .put("created_at", versions.get(0).createdAt().toString());
        ArrayNode triggers = json.putArray("trigger_types");
        version.definition().path("on").fieldNames().forEachRemaining(triggers::add);
        ObjectNode metadata = json.putObject("metadata");
        version.definition().path("metadata").forEachEntry((name, value) -> metadata.put(name, value.asText()));
        return json;
    }

    /** Returns all versions, the oldest first. */
    List<Version> versions() {
        return List.copyOf(versions);
    }
}
