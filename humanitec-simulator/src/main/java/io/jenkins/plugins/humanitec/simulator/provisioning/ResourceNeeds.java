package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    record Need(String id, String type, String resourceClass, JsonNode params) {}

    /** Returns the resources of a set: those of the environment, of each workload, and the shared ones. */
    static List<Need> of(JsonNode set) {
        List<Need> needs = new ArrayList<>();
        for (String type : List.of("base-env", "k8s-cluster", "k8s-namespace")) {
            needs.add(new Need(type, type, "default", JsonNodeFactory.instance.objectNode()));
        }
        set.path("modules").properties().forEach(module -> {
            String id = "modules." + module.getKey();
            needs.add(new Need(id, "workload", "default", JsonNodeFactory.instance.objectNode()));
            if (module.getValue().path("spec").has("ingress")) {
                needs.add(new Need(id + ".externals.dns", "dns", "default", JsonNodeFactory.instance.objectNode()));
            }
            add(needs, id + ".externals.", module.getValue().path("externals"));
        });
        add(needs, "shared.", set.path("shared"));
        return needs;
    }

    private static void add(List<Need> needs, String prefix, JsonNode resources) {
        for (Map.Entry<String, JsonNode> resource : resources.properties()) {
            if (resource.getValue().hasNonNull("type")) {
                needs.add(new Need(
                        prefix + resource.getKey(),
                        resource.getValue().get("type").asText(),
                        resource.getValue().path("class").asText("default"),
                        resource.getValue().path("params")));
            }
        }
    }
}
