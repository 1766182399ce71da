package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.core.JsonPointer;
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
        deploymentSet.path("modules").forEachEntry((name, module) -> {
            if (addsModules || modules.has(name)) {
                changes.withObject("/add").set(name, module);
            }
        });
        if (addsModules) {
            deploymentSet
                    .path("shared")
                    .forEachEntry((name, resource) -> delta.withArray("/shared")
                            .addObject()
                            .put("op", "add")
                            .put(
                                    "path",
                                    JsonPointer.empty().appendProperty(name).toString())
                            .set("value", resource));
        }
    }

    private static void updateImages(ObjectNode updates, JsonNode modules, JsonNode version) {
        String name = version.get("name").asText();
        String digest = version.path("digest").asText();
        String image = name + (digest.isEmpty() ? ":" + version.path("version").asText("latest") : "@" + digest);
        modules.forEachEntry((moduleName, module) -> module.at("/spec/containers")
                .forEachEntry((containerName, container) -> {
                    String current = container.path("image").asText();
                    if (current.startsWith(name + ":") || current.startsWith(name + "@") || current.equals(name)) {
                        updates.withArray("/" + moduleName)
                                .addObject()
                                .put("op", "replace")
                                .put("path", "/spec/containers/" + containerName + "/image")
                                .put("value", image);
                    }
                }));
    }
}
