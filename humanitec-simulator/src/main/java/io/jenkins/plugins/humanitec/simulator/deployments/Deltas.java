package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The deltas of an application, as the JSON of the contract. */
public final class Deltas {

    private final SimulatedTime time;
    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();

    /**
     * Creates an empty list of deltas.
     *
     * @param time the time of the simulator
     */
    public Deltas(SimulatedTime time) {
        this.time = time;
    }

    /**
     * Creates a delta.
     *
     * @param input the metadata and the content
     * @param user the ID of the user who creates it
     * @return the new delta
     */
    public ObjectNode create(JsonNode input, String user) {
        String id = HexIds.next();
        ObjectNode delta = Json.object().put("id", id);
        ObjectNode metadata = delta.putObject("metadata")
                .put("archived", false)
                .put("created_at", time.now().toString())
                .put("created_by", user)
                .put("last_modified_at", time.now().toString());
        input.path("metadata").forEachEntry(metadata::set);
        setContent(delta, input);
        byId.put(id, delta);
        return delta;
    }

    /** @return all deltas, the oldest first */
    public Collection<ObjectNode> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Returns a delta.
     *
     * @param id the ID
     * @return the delta
     * @throws Problem with status 404 if it does not exist
     */
    public ObjectNode get(String id) {
        return Problem.requireFound(byId.get(id), "Delta '" + id + "'");
    }

    /**
     * Replaces the content of a delta.
     *
     * @param id the ID
     * @param input the new content
     * @throws Problem with status 404 if the delta does not exist, and with status 400 if it is archived
     */
    public void replace(String id, JsonNode input) {
        ObjectNode delta = changeable(id);
        setContent(delta, input);
        touch(delta);
    }

    /**
     * Merges other deltas into a delta.
     *
     * @param id the ID
     * @param inputs the deltas to merge, in this order
     * @return the delta
     * @throws Problem with status 404 if the delta does not exist, and with status 400 if it is archived or an
     *     input cannot be merged
     */
    public ObjectNode merge(String id, JsonNode inputs) {
        ObjectNode delta = changeable(id);
        // On a copy, so that nothing is changed if one of them cannot be merged.
        ObjectNode merged = delta.deepCopy();
        inputs.forEach(input -> DeltaContent.merge(merged, input));
        delta.setAll(merged);
        touch(delta);
        return delta;
    }

    /**
     * Sets a field of the metadata of a delta.
     *
     * @param id the ID
     * @param field the name of the field
     * @param value the new value
     * @throws Problem with status 404 if the delta does not exist
     */
    public void setMetadata(String id, String field, JsonNode value) {
        ((ObjectNode) get(id).get("metadata")).set(field, value);
    }

    private ObjectNode changeable(String id) {
        ObjectNode delta = get(id);
        Problem.badRequestIf(delta.at("/metadata/archived").asBoolean(), "Delta '" + id + "' is archived.");
        return delta;
    }

    private void touch(ObjectNode delta) {
        ((ObjectNode) delta.get("metadata")).put("last_modified_at", time.now().toString());
    }

    private static void setContent(ObjectNode delta, JsonNode input) {
        ObjectNode content = DeltaContent.complete(input);
        delta.remove(DeltaContent.WORKLOADS);
        delta.setAll(content);
    }
}
