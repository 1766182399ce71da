package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the delta that deploys a version of an artefact. */
final class ArtefactDelta {

    private ArtefactDelta() {}

    /**
     * Adds the changes for a version to a delta. A container changes the images of that name. A workload replaces its modules.
     *
     * @param delta the delta
     * @param modules the current modules by name
     * @param version the version
     * @param deploymentSet the deployment set of a workload; null for a container
     * @param addsModules whether a workload adds modules that do not exist
     */
    static void add(
            ObjectNode delta, JsonNode modules, JsonNode version, ObjectNode deploymentSet, boolean addsModules) {
        ObjectNode changes = delta.withObject("/modules");
        if (deploymentSet == null) {
            updateImages(changes.withObject("/update"), modules, version);
            return;
        }
        deploymentSet.path("modules").properties().forEach(module -> {
            if (addsModules || modules.has(module.getKey())) {
                changes.withObject("/add").set(module.getKey(), module.getValue());
            }
        });
        if (addsModules) {
            deploymentSet
                    .path("shared")
                    .properties()
                    .forEach(resource -> delta.withArray("/shared")
                            .addObject()
                            .put("op", "add")
                            .put(
                                    "path",
                                    "/" + resource.getKey().replace("~", "~0").replace("/", "~1"))
                            .set("value", resource.getValue()));
        }
    }

    private static void updateImages(ObjectNode updates, JsonNode modules, JsonNode version) {
        String name = version.get("name").asText();
        String digest = version.path("digest").asText();
        String image = name + (digest.isEmpty() ? ":" + version.path("version").asText("latest") : "@" + digest);
        modules.properties()
                .forEach(module -> module.getValue()
                        .at("/spec/containers")
                        .properties()
                        .forEach(container -> {
                            String current = container.getValue().path("image").asText();
                            if (current.startsWith(name + ":")
                                    || current.startsWith(name + "@")
                                    || current.equals(name)) {
                                updates.withArray("/" + module.getKey())
                                        .addObject()
                                        .put("op", "replace")
                                        .put("path", "/spec/containers/" + container.getKey() + "/image")
                                        .put("value", image);
                            }
                        }));
    }
}
