package io.jenkins.plugins.humanitec.client.deployments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ChangeInput;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.DeltaMetadataInput;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.model.ModuleChangesInput;
import io.jenkins.plugins.humanitec.client.model.ModuleInput;
import io.jenkins.plugins.humanitec.client.model.WorkloadChangesInput;
import io.jenkins.plugins.humanitec.client.model.WorkloadDeploymentSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes that converted Score files make to the current deployment set of an environment. A workload is replaced as a whole,
 * as the vendor's tools do.
 *
 * @param base the current set, with the fields of {@link Differences#parts}
 * @param wanted the modules and shared resources of the Score files, in the same fields
 * @param isExact whether to remove what the Score files do not have
 */
record ScoreChanges(ObjectNode base, ObjectNode wanted, boolean isExact) {

    private static final String MODULES = "modules";
    private static final String SHARED = "shared";
    private static final String WORKLOADS = "workloads";

    static ScoreChanges of(WorkloadDeploymentSet wanted, DeploymentSet base, boolean isExact) {
        ObjectNode parts = Json.MAPPER.createObjectNode();
        parts.set(MODULES, Json.MAPPER.valueToTree(wanted.getModules()));
        parts.set(SHARED, Json.MAPPER.valueToTree(wanted.getShared()));
        parts.putObject(WORKLOADS);
        return new ScoreChanges(Differences.parts(base), parts, isExact);
    }

    /** Returns the difference between the current set and the new one. */
    Difference difference() {
        ObjectNode result = isExact ? wanted : base.deepCopy();
        if (!isExact) {
            for (String part : List.of(MODULES, SHARED)) {
                ((ObjectNode) result.get(part)).setAll((ObjectNode) wanted.get(part));
            }
        }
        return Differences.between(base, result);
    }

    /** Returns the names that the current set has, and the Score files do not. */
    private List<String> removed(String part) {
        List<String> removed = new ArrayList<>();
        if (isExact) {
            base.get(part).fieldNames().forEachRemaining(removed::add);
            wanted.get(part).fieldNames().forEachRemaining(removed::remove);
        }
        return removed;
    }

    DeltaInput delta(EnvRef env, String name) {
        Map<String, ModuleInput> modules = new TreeMap<>();
        for (Map.Entry<String, JsonNode> module : wanted.get(MODULES).properties()) {
            modules.put(module.getKey(), Json.MAPPER.convertValue(module.getValue(), ModuleInput.class));
        }
        List<ChangeInput> shared = new ArrayList<>();
        for (String id : removed(SHARED)) {
            shared.add(new ChangeInput().op("remove").path(pointer(id)));
        }
        for (Map.Entry<String, JsonNode> resource : wanted.get(SHARED).properties()) {
            shared.add(new ChangeInput()
                    .op("add")
                    .path(pointer(resource.getKey()))
                    .value(Json.MAPPER.convertValue(resource.getValue(), Map.class)));
        }
        DeltaInput delta = new DeltaInput()
                .metadata(new DeltaMetadataInput().envId(env.envId()).name(name))
                .modules(new ModuleChangesInput().add(modules).remove(removed(MODULES)))
                .shared(shared);
        List<String> workloads = removed(WORKLOADS);
        return workloads.isEmpty() ? delta : delta.workloads(new WorkloadChangesInput().remove(workloads));
    }

    private static String pointer(String id) {
        return JsonPointer.empty().appendProperty(id).toString();
    }
}
