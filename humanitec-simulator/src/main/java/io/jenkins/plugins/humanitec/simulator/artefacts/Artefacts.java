package io.jenkins.plugins.humanitec.simulator.artefacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
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
    private final Map<String, Workload> workloads = new HashMap<>();

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
     * @param deploymentSet the deployment set of a workload; null for a container
     * @param user the ID of the user who registers it
     * @return the new version
     */
    public ObjectNode register(JsonNode input, ObjectNode deploymentSet, String user) {
        String name = input.get("name").asText();
        String type = input.get("type").asText();
        ObjectNode artefact = byName.computeIfAbsent(name, n -> created(type, n, user));
        ObjectNode version = created(type, name, user)
                .put("artefact_id", artefact.get("id").asText())
                .put("archived", false);
        if (deploymentSet == null) {
            // A container always has these, empty if not given.
            List.of("ref", "commit", "digest").forEach(field -> version.put(field, ""));
        } else {
            workloads.put(version.get("id").asText(), new Workload(input.get("spec"), deploymentSet));
        }
        for (String field : List.of("version", "ref", "commit", "digest")) {
            if (input.hasNonNull(field)) {
                version.set(field, input.get(field));
            }
        }
        versions.put(version.get("id").asText(), version);
        return version;
    }

    private record Workload(JsonNode spec, ObjectNode deploymentSet) {}

    /**
     * Returns the Score specification of a version.
     *
     * @param versionId the ID of the version
     * @return the specification as it was registered
     * @throws Problem with status 404 if the version does not exist, and with status 400 if it is not one of a workload
     */
    public JsonNode spec(String versionId) {
        return workload(versionId).spec();
    }

    /**
     * Returns the deployment set of a version.
     *
     * @param versionId the ID of the version
     * @return the modules and shared resources
     * @throws Problem with status 404 if the version does not exist, and with status 400 if it is not one of a workload
     */
    public ObjectNode deploymentSet(String versionId) {
        return workload(versionId).deploymentSet();
    }

    /**
     * Returns the deployment set of a version.
     *
     * @param version the version
     * @return the modules and shared resources; null for a container
     */
    public ObjectNode deploymentSetOf(JsonNode version) {
        Workload workload = workloads.get(version.get("id").asText());
        return workload == null ? null : workload.deploymentSet();
    }

    /**
     * Returns how pipelines name a version.
     *
     * @param version the version
     * @return the name of the artefact, a colon and the version; without a version, its ID
     */
    public static String nameOf(JsonNode version) {
        return version.path("version").asText().isEmpty()
                ? version.get("id").asText()
                : version.get("name").asText() + ":" + version.get("version").asText();
    }

    /**
     * Returns a version that a pipeline names.
     *
     * @param name the ID, or the name of the artefact, a colon and the version
     * @return the newest version with that name
     * @throws Problem with status 404 if it does not exist
     */
    public ObjectNode named(String name) {
        return versions(version -> nameOf(version).equals(name)).stream()
                .findFirst()
                .orElseGet(() -> version(name));
    }

    private Workload workload(String versionId) {
        version(versionId);
        Workload workload = workloads.get(versionId);
        Problem.badRequestIf(workload == null, "Artefact version '" + versionId + "' is not of a workload.");
        return workload;
    }

    private ObjectNode created(String type, String name, String user) {
        return Json.object()
                .put("id", UUID.randomUUID().toString())
                .put("type", type)
                .put("name", name)
                .put("created_at", time.now().toString())
                .put("created_by", user)
                .put("updated_at", time.now().toString())
                .put("updated_by", user);
    }

    /** Returns the ID of an artefact that must exist; otherwise throws a problem with status 404. */
    String requireId(String id) {
        if (byName.values().stream()
                .noneMatch(artefact -> artefact.get("id").asText().equals(id))) {
            throw Problem.notFound("Artefact '" + id + "'");
        }
        return id;
    }

    /**
     * Archives a version, or restores it.
     *
     * @param version the version
     * @param archived whether it is archived
     * @param user the ID of the user
     * @return the version
     */
    public ObjectNode archive(ObjectNode version, boolean archived, String user) {
        return version.put("archived", archived)
                .put("updated_at", time.now().toString())
                .put("updated_by", user);
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
        return Problem.requireFound(versions.get(id), "Artefact version '" + id + "'");
    }

    /**
     * Deletes an artefact and its versions.
     *
     * @param id the ID of the artefact
     * @throws Problem with status 404 if it does not exist
     */
    public void delete(String id) {
        requireId(id);
        byName.values().removeIf(artefact -> artefact.get("id").asText().equals(id));
        versions.values()
                .removeIf(version -> version.get("artefact_id").asText().equals(id));
        workloads.keySet().retainAll(versions.keySet());
    }
}
