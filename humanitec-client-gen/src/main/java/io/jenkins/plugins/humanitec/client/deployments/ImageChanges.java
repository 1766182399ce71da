package io.jenkins.plugins.humanitec.client.deployments;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.SetContainers;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ChangeInput;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.DeltaMetadataInput;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.model.DeploymentSetModule;
import io.jenkins.plugins.humanitec.client.model.ModuleChangesInput;
import io.jenkins.plugins.humanitec.client.model.WorkloadChangesInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The image changes of containers, computed from the current deployment set of an environment. */
record ImageChanges(List<Change> changes) {

    private record Change(
            String workload, String container, @Nullable String before, String after, boolean isModule) {}

    static ImageChanges of(EnvRef env, DeploymentSet set, SortedMap<String, String> images) {
        SortedMap<String, SortedMap<String, Map<?, ?>>> workloads = SetContainers.of(set);
        List<Change> changes = new ArrayList<>();
        images.forEach((name, image) -> {
            String workload = name.split("\\.", 2)[0];
            DeploymentSetModule module = orEmpty(set.getModules()).get(workload);
            String container = container(env, name, workloads, module);
            Map<?, ?> fields = orEmpty(workloads.get(workload)).get(container);
            Object before = fields == null ? null : fields.get("image");
            changes.add(new Change(
                    workload, container, before instanceof String text ? text : null, image, module != null));
        });
        return new ImageChanges(changes);
    }

    private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : map;
    }

    private static String container(
            EnvRef env,
            String name,
            SortedMap<String, SortedMap<String, Map<?, ?>>> workloads,
            @Nullable DeploymentSetModule module) {
        String[] parts = name.split("\\.", 2);
        SortedMap<String, Map<?, ?>> containers = workloads.get(parts[0]);
        if (containers == null) {
            throw new InvalidInputException("There is no workload '" + parts[0] + "' in " + env + ". "
                    + listed("Workloads there: ", workloads.keySet(), "No workload is there."));
        }
        if (containers.isEmpty()) {
            String profile = module == null ? null : module.getProfile();
            throw new InvalidInputException("Workload '" + parts[0] + "' in " + env
                    + " has no container with an image"
                    + (profile == null || profile.isBlank() ? ". " : "; its profile is " + profile + ". ")
                    + listed("Containers there: ", names(workloads), "No workload there has a container."));
        }
        if (parts.length == 2 && containers.containsKey(parts[1])) {
            return parts[1];
        }
        if (parts.length == 1 && containers.size() == 1) {
            return containers.firstKey();
        }
        throw new InvalidInputException("'" + name + "' does not identify one container in " + env + ". Use one of: "
                + String.join(", ", names(new TreeMap<>(Map.of(parts[0], containers)))) + ".");
    }

    private static List<String> names(SortedMap<String, SortedMap<String, Map<?, ?>>> workloads) {
        return workloads.entrySet().stream()
                .flatMap(workload ->
                        workload.getValue().keySet().stream().map(container -> workload.getKey() + "." + container))
                .toList();
    }

    private static String listed(String before, Collection<String> names, String none) {
        return names.isEmpty() ? none : before + String.join(", ", names) + ".";
    }

    /** Returns the changes in readable form, one line each. */
    List<String> lines() {
        return changes.stream()
                .map(change -> change.workload
                        + (change.before == null || !change.before.equals(change.after)
                                ? ": image " + (change.before == null ? "(none)" : change.before) + " -> "
                                        + change.after
                                : ": image " + change.after + " (unchanged)"))
                .toList();
    }

    /** Returns the changes as those of a deployment set. */
    Difference difference() {
        return new Difference(changes.stream()
                .filter(change -> !change.after.equals(change.before))
                .map(change -> new Difference.Change(
                        (change.isModule ? "modules/" : "workloads/") + change.workload + "/spec/containers/"
                                + change.container + "/image",
                        change.before == null ? null : json(change.before),
                        json(change.after)))
                .toList());
    }

    private static String json(String text) {
        return Json.MAPPER.valueToTree(text).toString();
    }

    DeltaInput delta(EnvRef env, String name) {
        Map<String, List<ChangeInput>> modules = new TreeMap<>();
        Map<String, List<ChangeInput>> workloads = new TreeMap<>();
        for (Change change : changes) {
            (change.isModule ? modules : workloads)
                    .computeIfAbsent(change.workload, workload -> new ArrayList<>())
                    .add(new ChangeInput()
                            .op(change.before == null ? "add" : "replace")
                            .path("/spec/containers" + JsonPointer.empty().appendProperty(change.container) + "/image")
                            .value(change.after));
        }
        DeltaInput delta = new DeltaInput()
                .metadata(new DeltaMetadataInput().envId(env.envId()).name(name));
        if (!modules.isEmpty()) {
            delta.modules(new ModuleChangesInput().update(modules));
        }
        return workloads.isEmpty() ? delta : delta.workloads(new WorkloadChangesInput().update(workloads));
    }
}
