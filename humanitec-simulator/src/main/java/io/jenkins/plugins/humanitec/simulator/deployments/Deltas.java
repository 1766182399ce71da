package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The deltas of an application, as JSON in the form of the contract. */
public final class Deltas {

    private static final String AUTHOR = "u-alice";

    private final SimulatedTime time;
    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();

    public Deltas(SimulatedTime time) {
        this.time = time;
    }

    /**
     * @param input what the delta is to be
     * @return the new delta
     */
    public ObjectNode create(JsonNode input) {
        String id = HexIds.next();
        ObjectNode delta = JsonNodeFactory.instance.objectNode().put("id", id);
        ObjectNode metadata = delta.putObject("metadata")
                .put("archived", false)
                .put("created_at", time.now().toString())
                .put("created_by", AUTHOR)
                .put("last_modified_at", time.now().toString());
        input.path("metadata").properties().forEach(field -> metadata.set(field.getKey(), field.getValue()));
        setContent(delta, input);
        byId.put(id, delta);
        return delta;
    }

    /** @return all deltas, the oldest first */
    public Collection<ObjectNode> all() {
        return List.copyOf(byId.values());
    }

    /**
     * @param id a delta's ID
     * @return it
     * @throws Problem 404 if there is none
     */
    public ObjectNode get(String id) {
        ObjectNode delta = byId.get(id);
        if (delta == null) {
            throw Problem.notFound("Delta '" + id + "'");
        }
        return delta;
    }

    /**
     * @param id a delta's ID
     * @param input what replaces its content
     * @throws Problem 400 if it is archived
     */
    public void replace(String id, JsonNode input) {
        setContent(changeable(id), input);
    }

    /**
     * @param id a delta's ID
     * @param inputs deltas that are merged into it, in their order
     * @return the delta
     * @throws Problem 400 if it is archived
     */
    public ObjectNode merge(String id, JsonNode inputs) {
        ObjectNode delta = changeable(id);
        inputs.forEach(input -> DeltaContent.merge(delta, DeltaContent.complete(input)));
        return delta;
    }

    /**
     * @param id a delta's ID
     * @param field a field of its metadata
     * @param value what it is set to
     */
    public void setMetadata(String id, String field, JsonNode value) {
        ((ObjectNode) get(id).get("metadata")).set(field, value);
    }

    private ObjectNode changeable(String id) {
        ObjectNode delta = get(id);
        if (delta.path("metadata").path("archived").asBoolean()) {
            throw Problem.badRequest("Delta '" + id + "' is archived.");
        }
        ((ObjectNode) delta.get("metadata")).put("last_modified_at", time.now().toString());
        return delta;
    }

    private static void setContent(ObjectNode delta, JsonNode input) {
        ObjectNode content = DeltaContent.complete(input);
        delta.set("modules", content.get("modules"));
        delta.set("shared", content.get("shared"));
    }
}
