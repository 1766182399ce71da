package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.model.ChangeInput;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.DeltaMetadataInput;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.model.ModuleChangesInput;
import io.jenkins.plugins.humanitec.client.model.WorkloadChangesInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which images of which containers change, worked out from what an environment has. */
record ImageChanges(List<Change> changes) {

    private record Change(String workload, String container, String before, String after, boolean isModule) {}

    static ImageChanges of(EnvRef env, DeploymentSet set, SortedMap<String, String> images) {
        List<Change> changes = new ArrayList<>();
        images.forEach((name, image) -> changes.add(change(env, set, name, image)));
        return new ImageChanges(changes);
    }

    private static Change change(EnvRef env, DeploymentSet set, String name, String image) {
        String[] parts = name.split("\\.", 2);
        boolean isModule = set.getModules() != null && set.getModules().containsKey(parts[0]);
        Map<?, ?> containers = spec(set, parts[0])
                .map(spec -> spec.get("containers") instanceof Map<?, ?> map ? map : Map.of())
                .orElseThrow(() -> new InvalidInputException("There is no workload '" + parts[0] + "' in " + env
                        + ". Workloads there: " + String.join(", ", workloads(set)) + "."));
        String container = container(env, name, parts, containers);
        String before = containers.get(container) instanceof Map<?, ?> fields && fields.get("image") != null
                ? fields.get("image").toString()
                : null;
        return new Change(parts[0], container, before, image, isModule);
    }

    private static Optional<Map<String, Object>> spec(DeploymentSet set, String workload) {
        if (set.getModules() != null && set.getModules().containsKey(workload)) {
            return Optional.of(set.getModules().get(workload).getSpec());
        }
        return set.getWorkloads() != null && set.getWorkloads().containsKey(workload)
                ? Optional.of(set.getWorkloads().get(workload).getSpec())
                : Optional.empty();
    }

    private static SortedSet<String> workloads(DeploymentSet set) {
        SortedSet<String> names = new TreeSet<>();
        if (set.getModules() != null) {
            names.addAll(set.getModules().keySet());
        }
        if (set.getWorkloads() != null) {
            names.addAll(set.getWorkloads().keySet());
        }
        return names;
    }

    private static String container(EnvRef env, String name, String[] parts, Map<?, ?> containers) {
        if (parts.length == 2 && containers.containsKey(parts[1])) {
            return parts[1];
        }
        if (parts.length == 1 && containers.size() == 1) {
            return containers.keySet().iterator().next().toString();
        }
        SortedSet<String> names = new TreeSet<>();
        containers.keySet().forEach(container -> names.add(parts[0] + "." + container));
        throw new InvalidInputException(
                names.isEmpty()
                        ? "Workload '" + parts[0] + "' in " + env + " has no container that could have an image."
                        : "'" + name + "' is not one container in " + env + ". Name one of: " + String.join(", ", names)
                                + ".");
    }

    /** What changes, for people. */
    List<String> lines() {
        return changes.stream()
                .map(change -> change.workload
                        + (change.before == null || !change.before.equals(change.after)
                                ? ": image " + (change.before == null ? "(none)" : change.before) + " -> "
                                        + change.after
                                : ": image " + change.after + " as before"))
                .toList();
    }

    DeltaInput delta(EnvRef env, String name) {
        Map<String, List<ChangeInput>> modules = new TreeMap<>();
        Map<String, List<ChangeInput>> workloads = new TreeMap<>();
        for (Change change : changes) {
            (change.isModule ? modules : workloads)
                    .computeIfAbsent(change.workload, workload -> new ArrayList<>())
                    .add(new ChangeInput()
                            .op(change.before == null ? "add" : "replace")
                            .path("/spec/containers/" + escaped(change.container) + "/image")
                            .value(change.after));
        }
        DeltaInput delta = new DeltaInput()
                .metadata(new DeltaMetadataInput().envId(env.envId()).name(name));
        if (!modules.isEmpty()) {
            delta.modules(new ModuleChangesInput().update(modules));
        }
        return workloads.isEmpty() ? delta : delta.workloads(new WorkloadChangesInput().update(workloads));
    }

    /** As a segment of a JSON Pointer (RFC 6901, 3). */
    private static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }
}
