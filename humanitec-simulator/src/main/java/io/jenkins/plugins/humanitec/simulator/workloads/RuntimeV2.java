package io.jenkins.plugins.humanitec.simulator.workloads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Writes the runtime of an environment as the JSON of version 2 of the API. */
final class RuntimeV2 {

    static final String MEDIA_TYPE = "application/v2+json";

    private RuntimeV2() {}

    static ObjectNode json(String namespace, Collection<Module> modules) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("namespace", namespace);
        ObjectNode byName = json.putObject("modules");
        modules.forEach(module -> module(module, byName.putObject(module.name())));
        return json;
    }

    private static void module(Module module, ObjectNode json) {
        boolean failed = PodJson.status(module).equals("Failure");
        String status = failed ? "Failed" : module.isSettled() ? "Running" : "Starting";
        json.put("status", status).put("status_class", failed ? "Failure" : module.isSettled() ? "Success" : "Warning");
        ObjectNode controller = json.putObject("controllers")
                .putObject(module.name())
                .put("kind", module.kind())
                .put("replicas", module.replicas())
                .put("status", status)
                .put("message", PodJson.message(module))
                .put("revision", module.revision());
        ArrayNode pods = controller.putArray("pods");
        module.pods().forEach(pod -> PodJson.write(pod, false, pods.addObject()));
    }
}
