package io.jenkins.plugins.humanitec.client.context;

import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the containers of the modules and workloads of deployment sets. */
public final class SetContainers {

    private SetContainers() {}

    /**
     * {@return the fields of the containers of a set, by workload and by container} The profile of a workload defines the format
     * of its specification, so it may have no containers.
     *
     * @param set the deployment set
     */
    public static SortedMap<String, SortedMap<String, Map<?, ?>>> of(DeploymentSet set) {
        SortedMap<String, SortedMap<String, Map<?, ?>>> containers = new TreeMap<>();
        if (set.getWorkloads() != null) {
            set.getWorkloads().forEach((name, workload) -> containers.put(name, of(workload.getSpec())));
        }
        if (set.getModules() != null) {
            set.getModules().forEach((name, module) -> containers.put(name, of(module.getSpec())));
        }
        return containers;
    }

    /**
     * {@return the images of the containers of a set, by workload; by {@code workload.container} for a workload with more than one
     * container}
     *
     * @param set the deployment set
     */
    public static SortedMap<String, String> images(DeploymentSet set) {
        SortedMap<String, String> images = new TreeMap<>();
        of(set).forEach((workload, containers) -> containers.forEach((container, fields) -> {
            if (fields.get("image") instanceof String image) {
                images.put(containers.size() == 1 ? workload : workload + "." + container, image);
            }
        }));
        return images;
    }

    private static SortedMap<String, Map<?, ?>> of(@Nullable Map<String, Object> spec) {
        SortedMap<String, Map<?, ?>> containers = new TreeMap<>();
        if (spec != null && spec.get("containers") instanceof Map<?, ?> byName) {
            byName.forEach((name, container) -> {
                if (container instanceof Map<?, ?> fields) {
                    containers.put(name.toString(), fields);
                }
            });
        }
        return containers;
    }
}
