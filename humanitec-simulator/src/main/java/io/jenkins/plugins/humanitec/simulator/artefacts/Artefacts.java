package io.jenkins.plugins.humanitec.simulator.artefacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The artefacts of an organization and their versions, as the JSON of the contract. */
public final class Artefacts {

    private final SimulatedTime time;
    private final Map<String, ObjectNode> byName = new LinkedHashMap<>();
    private final Map<String, ObjectNode> versions = new LinkedHashMap<>();

    /**
     * Creates an empty list of artefacts.
     *
     * @param time the time of the simulator
     */
    public Artefacts(SimulatedTime time) {
        this.time = time;
    }

    /**
     * Registers a version. Creates its artefact if no artefact has the name.
     *
     * @param input the version, with {@code name} and {@code type}
     * @return the new version
     */
    public ObjectNode register(JsonNode input) {
        String name = input.get("name").asText();
        String type = input.get("type").asText();
        ObjectNode artefact = byName.computeIfAbsent(name, n -> created(type, n));
        ObjectNode version = created(type, name)
                .put("artefact_id", artefact.get("id").asText())
                .put("archived", false);
        for (String field : List.of("version", "ref", "commit", "digest")) {
            if (input.hasNonNull(field)) {
                version.set(field, input.get(field));
            }
        }
        versions.put(version.get("id").asText(), version);
        return version;
    }

    private ObjectNode created(String type, String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("type", type)
                .put("name", name)
                .put("created_at", time.now().toString())
                .put("created_by", "u-alice")
                .put("updated_at", time.now().toString())
                .put("updated_by", "u-alice");
    }

    /** @return all artefacts, the oldest first */
    public Collection<ObjectNode> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Returns versions of all artefacts.
     *
     * @param wanted the filter
     * @return the versions, the newest first
     */
    public List<ObjectNode> versions(Predicate<ObjectNode> wanted) {
        List<ObjectNode> found =
                new ArrayList<>(versions.values().stream().filter(wanted).toList());
        Collections.reverse(found);
        return found;
    }

    /**
     * Returns a version.
     *
     * @param id the ID of the version
     * @return the version
     * @throws Problem with status 404 if it does not exist
     */
    public ObjectNode version(String id) {
        ObjectNode version = versions.get(id);
        if (version == null) {
            throw Problem.notFound("Artefact version '" + id + "'");
        }
        return version;
    }

    /**
     * Deletes an artefact and its versions.
     *
     * @param id the ID of the artefact
     * @throws Problem with status 404 if it does not exist
     */
    public void delete(String id) {
        if (!byName.values().removeIf(artefact -> artefact.get("id").asText().equals(id))) {
            throw Problem.notFound("Artefact '" + id + "'");
        }
        versions.values()
                .removeIf(version -> version.get("artefact_id").asText().equals(id));
    }
}
