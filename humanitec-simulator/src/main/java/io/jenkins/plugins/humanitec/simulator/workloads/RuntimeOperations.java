package io.jenkins.plugins.humanitec.simulator.workloads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Runtime. */
public final class RuntimeOperations implements Operations {

    private final Function<Call, Workloads> ofEnvironment;
    private final Function<Call, Map<String, Workloads>> ofApplication;

    /**
     * Creates the operations.
     *
     * @param ofEnvironment returns the workloads of the environment in a request
     * @param ofApplication returns the workloads of the application in a request, by environment ID
     */
    public RuntimeOperations(
            Function<Call, Workloads> ofEnvironment, Function<Call, Map<String, Workloads>> ofApplication) {
        this.ofEnvironment = ofEnvironment;
        this.ofApplication = ofApplication;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("getRuntime", this::get);
        operations.put("scaleReplicas", this::scale);
        operations.put("setPaused", call -> {
            ofEnvironment.apply(call).setPaused(call.body().asBoolean());
            return Answer.noContent();
        });
        operations.put("listRuntimes", this::list);
    }

    private Answer get(Call call) {
        if (call.accepted().equals(RuntimeV2.MEDIA_TYPE)) {
            return Answer.ok(RuntimeV2.json(
                            namespace(call), ofEnvironment.apply(call).modules().values()))
                    .with("Content-Type", RuntimeV2.MEDIA_TYPE);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("namespace", namespace(call));
        ObjectNode modules = json.putObject("modules");
        ofEnvironment.apply(call).modules().forEach((name, module) -> modules.set(name, json(module)));
        return Answer.ok(json);
    }

    private static String namespace(Call call) {
        return call.parameter("appId") + "-" + call.parameter("envId");
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<String> wanted = call.query().getOrDefault("id", List.of());
        ofApplication.apply(call).forEach((envId, workloads) -> {
            if (wanted.isEmpty() || wanted.contains(envId)) {
                list.addObject().put("id", envId).put("paused", workloads.isPaused());
            }
        });
        return Answer.ok(list);
    }

    private Answer scale(Call call) {
        if (ofEnvironment.apply(call).isPaused()) {
            throw Problem.badRequest("Environment '" + call.parameter("envId") + "' is paused.");
        }
        Map<String, Module> modules = ofEnvironment.apply(call).modules();
        call.body().fieldNames().forEachRemaining(name -> {
            if (!modules.containsKey(name)) {
                throw Problem.badRequest("Module '" + name + "' does not exist.");
            }
            if (!call.body().get(name).isInt()) {
                throw Problem.badRequest("The replicas of module '" + name + "' are not a number.");
            }
            if (!modules.get(name).isScalable()) {
                throw Problem.badRequest("Module '" + name + "' cannot be scaled.");
            }
        });
        call.body()
                .properties()
                .forEach(entry ->
                        modules.get(entry.getKey()).scale(entry.getValue().asInt()));
        return Answer.noContent();
    }

    private static ObjectNode json(Module module) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("profile", "humanitec/default-module");
        json.putObject("spec");
        json.putObject("externals");
        ObjectNode controller = json.putObject(module.name())
                .put("kind", module.kind())
                .put("replicas", module.replicas())
                .put("status", PodJson.status(module))
                .put("message", PodJson.message(module))
                .put("revision", module.revision());
        ArrayNode pods = controller.putArray("pods");
        module.pods().forEach(pod -> PodJson.write(pod, true, pods.addObject()));
        return json;
    }
}
