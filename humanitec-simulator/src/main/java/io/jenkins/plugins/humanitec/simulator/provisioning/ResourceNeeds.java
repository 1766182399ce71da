package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import java.util.ArrayList;
import java.util.List;

/** The resources that a deployment set needs. */
final class ResourceNeeds {

    private ResourceNeeds() {}

    /**
     * A resource that is needed.
     *
     * @param id the ID, such as {@code modules.backend.externals.db}
     * @param type the resource type
     * @param resourceClass the resource class
     * @param params the parameters
     */
    record Need(String id, String type, String resourceClass, JsonNode params) {

        ObjectNode json() {
            return Json.object().put("id", id).put("type", type).put("class", resourceClass);
        }
    }

    /** Returns the resources of a set: those of the environment, of each workload, and the shared ones. */
    static List<Need> of(JsonNode set) {
        List<Need> needs = new ArrayList<>();
        for (String type : List.of("base-env", "k8s-cluster", "k8s-namespace")) {
            needs.add(new Need(type, type, "default", Json.object()));
        }
        set.path("modules").forEachEntry((name, module) -> {
            String id = "modules." + name;
            needs.add(new Need(id, "workload", "default", Json.object()));
            if (module.path("spec").has("ingress")) {
                needs.add(new Need(id + ".externals.dns", "dns", "default", Json.object()));
            }
            add(needs, id + ".externals.", module.path("externals"));
        });
        add(needs, "shared.", set.path("shared"));
        return needs;
    }

    private static void add(List<Need> needs, String prefix, JsonNode resources) {
        resources.forEachEntry((name, resource) -> {
            if (resource.hasNonNull("type")) {
                needs.add(new Need(
                        prefix + name,
                        resource.get("type").asText(),
                        resource.path("class").asText("default"),
                        resource.path("params")));
            }
        });
    }
}
