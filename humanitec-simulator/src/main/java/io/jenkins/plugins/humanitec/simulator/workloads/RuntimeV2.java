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
        String status = module.isSettled() ? "Running" : "Starting";
        json.put("status", status).put("status_class", module.isSettled() ? "Success" : "Warning");
        ObjectNode controller = json.putObject("controllers")
                .putObject(module.name())
                .put("kind", module.kind())
                .put("replicas", module.replicas())
                .put("status", status)
                .put("message", "")
                .put("revision", module.revision());
        ArrayNode pods = controller.putArray("pods");
        module.pods().forEach(pod -> pod(pod, module, pods.addObject()));
    }

    private static void pod(Module.Pod pod, Module module, ObjectNode json) {
        String status = pod.running() ? "Success" : "Pending";
        json.put("podName", pod.name())
                .put("revision", module.revision())
                .put("phase", pod.running() ? "Running" : "Pending")
                .put("status", status);
        json.putArray("containerStatuses")
                .addObject()
                .put("name", "main")
                .put("ready", pod.running())
                .put("status", status)
                .putObject("state");
    }
}
