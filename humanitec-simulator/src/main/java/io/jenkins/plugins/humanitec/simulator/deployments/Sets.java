package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonDiff;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The deployment sets of an application, as the JSON of the contract. Sets with equal content have the same ID. */
public final class Sets {

    /** The ID of the empty set. */
    public static final String EMPTY = "0";

    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();

    /** Creates a list that contains the empty set. */
    public Sets() {
        byId.put(EMPTY, set(EMPTY, Json.object(), Json.object(), Json.object()));
    }

    private static ObjectNode set(String id, ObjectNode modules, ObjectNode shared, ObjectNode workloads) {
        ObjectNode set = Json.object().put("id", id).put("version", 0);
        set.set(DeltaContent.MODULES, modules);
        set.set("shared", shared);
        if (!workloads.isEmpty()) {
            set.set(DeltaContent.WORKLOADS, workloads);
        }
        return set;
    }

    /** @return all sets, the oldest first */
    public Collection<ObjectNode> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Returns a set.
     *
     * @param id the ID; zeros for the empty set
     * @return the set
     * @throws Problem with status 404 if it does not exist
     */
    public ObjectNode get(String id) {
        return Problem.requireFound(byId.get(id.matches("0+") ? EMPTY : id), "Set '" + id + "'");
    }

    /**
     * Adds a set, unless a set has the same content.
     *
     * @param modules the modules by name
     * @param shared the shared resources by name
     * @return the ID of the set
     */
    public String add(ObjectNode modules, ObjectNode shared) {
        return add(modules, shared, Json.object());
    }

    private String add(ObjectNode modules, ObjectNode shared, ObjectNode workloads) {
        if (modules.isEmpty() && shared.isEmpty() && workloads.isEmpty()) {
            return EMPTY;
        }
        String content = sorted(modules) + sorted(shared) + (workloads.isEmpty() ? "" : sorted(workloads));
        String id = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        byId.putIfAbsent(id, set(id, modules, shared, workloads));
        return id;
    }

    private static String sorted(ObjectNode json) {
        Map<String, JsonNode> fields = new TreeMap<>();
        json.forEachEntry(fields::put);
        return fields.toString();
    }

    /**
     * Applies a delta to a set, and adds the result.
     *
     * @param id the ID of the set
     * @param delta the delta
     * @return the ID of the resulting set
     * @throws Problem with status 404 if the set does not exist, and with status 400 if the set does not have what the delta
     *     updates
     */
    public String apply(String id, JsonNode delta) {
        ObjectNode content = DeltaContent.complete(delta);
        ObjectNode set = get(id);
        return add(
                change(id, set.get(DeltaContent.MODULES), content.path(DeltaContent.MODULES)),
                (ObjectNode) patch(set.get("shared"), content.get("shared")),
                change(id, set.path(DeltaContent.WORKLOADS), content.path(DeltaContent.WORKLOADS)));
    }

    private static ObjectNode change(String setId, JsonNode before, JsonNode changes) {
        ObjectNode after = Json.objectOrEmpty(before).deepCopy();
        changes.path("remove").forEach(name -> after.remove(name.asText()));
        changes.path("add").forEachEntry(after::set);
        changes.path("update").forEachEntry((name, steps) -> {
            Problem.badRequestIf(!after.has(name), "Set '" + setId + "' has no module '" + name + "'.");
            after.set(name, patch(after.get(name), steps));
        });
        return after;
    }

    static JsonNode patch(JsonNode json, JsonNode steps) {
        try {
            return JsonPatch.apply(steps, json);
        } catch (JsonPatchApplicationException e) {
            throw Problem.badRequest("The delta cannot be applied: " + e.getMessage());
        }
    }

    /**
     * Returns the delta between two sets.
     *
     * @param fromId the ID of the first set
     * @param toId the ID of the second set
     * @return the delta that changes the first set to the second
     * @throws Problem with status 404 if one of the sets does not exist
     */
    public ObjectNode difference(String fromId, String toId) {
        ObjectNode from = get(fromId);
        ObjectNode to = get(toId);
        ObjectNode difference = Json.object();
        difference.set(DeltaContent.MODULES, changes(from.get(DeltaContent.MODULES), to.get(DeltaContent.MODULES)));
        difference.set("shared", JsonDiff.asJson(from.get("shared"), to.get("shared")));
        if (from.has(DeltaContent.WORKLOADS) || to.has(DeltaContent.WORKLOADS)) {
            difference.set(
                    DeltaContent.WORKLOADS,
                    changes(from.path(DeltaContent.WORKLOADS), to.path(DeltaContent.WORKLOADS)));
        }
        return difference;
    }

    private static ObjectNode changes(JsonNode from, JsonNode to) {
        ObjectNode changes = DeltaContent.noChanges();
        ArrayNode remove = changes.withArray("remove");
        from.fieldNames().forEachRemaining(name -> {
            if (!to.has(name)) {
                remove.add(name);
            }
        });
        to.forEachEntry((name, after) -> {
            JsonNode before = from.get(name);
            if (before == null) {
                changes.withObject("add").set(name, after);
            } else if (!before.equals(after)) {
                changes.withObject("update").set(name, JsonDiff.asJson(before, after));
            }
        });
        return changes;
    }

    /** Returns a module with all fields that an answer requires. A request may omit them. */
    static ObjectNode completeModule(JsonNode input) {
        ObjectNode module = Json.object();
        module.put("profile", input.path("profile").asText("humanitec/default-module"));
        module.set("spec", input.hasNonNull("spec") ? input.get("spec") : Json.object());
        module.set("externals", input.hasNonNull("externals") ? input.get("externals") : Json.object());
        if (input.path("deploy").isObject()) {
            ObjectNode condition = module.putObject("deploy").put("when", "deploy");
            condition.put("success", "deploy").put("timeout", 0).setAll((ObjectNode) input.get("deploy"));
        }
        return module;
    }

    /** Returns a workload with all fields that an answer requires. A request may omit them. */
    static ObjectNode completeWorkload(JsonNode input) {
        ObjectNode workload = input.deepCopy();
        if (!workload.hasNonNull("spec")) {
            workload.putObject("spec");
        }
        return workload;
    }
}
