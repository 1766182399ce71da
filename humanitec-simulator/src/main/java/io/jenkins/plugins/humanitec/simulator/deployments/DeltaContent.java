package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.List;
import java.util.Set;

/** The content of a delta: what it adds, removes and updates of modules and workloads, and the updates of shared resources. */
final class DeltaContent {

    static final String MODULES = "modules";
    static final String WORKLOADS = "workloads";

    private static final Set<String> OPERATIONS = Set.of("add", "remove", "replace");

    private DeltaContent() {}

    /** Returns the content with all fields that an answer requires. A request may omit them. */
    static ObjectNode complete(JsonNode input) {
        ObjectNode content = Json.object();
        content.set(MODULES, noChanges());
        content.putArray("shared");
        merge(content, input);
        return content;
    }

    /** Returns new changes of modules or workloads that change nothing. */
    static ObjectNode noChanges() {
        ObjectNode changes = Json.object();
        changes.putObject("add");
        changes.putArray("remove");
        changes.putObject("update");
        return changes;
    }

    /**
     * Adds the changes of an input to a delta. A module that is added is not removed or updated any more; null in its place
     * cancels both. Updates of a module that the delta adds change the added module.
     */
    static void merge(ObjectNode into, JsonNode input) {
        for (String part : List.of(MODULES, WORKLOADS)) {
            if (input.path(part).isObject()) {
                into.putIfAbsent(part, noChanges());
                merge((ObjectNode) into.get(part), input.get(part), part);
            }
        }
        input.path("shared").forEach(into.withArray("shared")::add);
    }

    private static void merge(ObjectNode into, JsonNode changes, String part) {
        ObjectNode add = (ObjectNode) into.get("add");
        ArrayNode remove = (ArrayNode) into.get("remove");
        ObjectNode update = (ObjectNode) into.get("update");
        changes.path("add").forEachEntry((name, module) -> {
            update.remove(name);
            cancel(remove, name);
            add.remove(name);
            if (!module.isNull()) {
                add.set(name, part.equals(MODULES) ? Sets.completeModule(module) : Sets.completeWorkload(module));
            }
        });
        changes.path("remove").forEach(name -> {
            add.remove(name.asText());
            update.remove(name.asText());
            cancel(remove, name.asText());
            remove.add(name);
        });
        changes.path("update").forEachEntry((name, steps) -> {
            requireOperations(steps);
            if (add.has(name)) {
                add.set(name, Sets.patch(add.get(name), steps));
            } else {
                steps.forEach(update.withArray(name)::add);
            }
        });
    }

    private static void cancel(ArrayNode names, String name) {
        names.removeIf(other -> other.asText().equals(name));
    }

    private static void requireOperations(JsonNode steps) {
        steps.forEach(step -> {
            String operation = step.path("op").asText();
            Problem.badRequestIf(
                    !OPERATIONS.contains(operation), "'" + operation + "' is not an operation of an update.");
        });
    }
}
