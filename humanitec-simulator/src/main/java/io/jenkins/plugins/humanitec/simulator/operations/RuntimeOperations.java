package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.Answer;
import io.jenkins.plugins.humanitec.simulator.Call;
import io.jenkins.plugins.humanitec.simulator.Problem;
import io.jenkins.plugins.humanitec.simulator.state.Env;
import io.jenkins.plugins.humanitec.simulator.state.Module;
import io.jenkins.plugins.humanitec.simulator.state.World;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Runtime. */
final class RuntimeOperations {

    private final World world;

    RuntimeOperations(World world) {
        this.world = world;
    }

    void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("getRuntime", this::get);
        operations.put("scaleReplicas", this::scale);
        operations.put("setPaused", call -> {
            env(call).setPaused(call.body().asBoolean());
            return Answer.noContent();
        });
        operations.put("listRuntimes", this::list);
    }

    private Env env(Call call) {
        return world.app(call.parameter("orgId"), call.parameter("appId")).env(call.parameter("envId"));
    }

    private Answer get(Call call) {
        if (call.headers().getOrDefault("accept", "").equals(RuntimeV2.MEDIA_TYPE)) {
            return Answer.ok(RuntimeV2.json(namespace(call), env(call).modules().values()))
                    .with("Content-Type", RuntimeV2.MEDIA_TYPE);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("namespace", namespace(call));
        ObjectNode modules = json.putObject("modules");
        env(call).modules().forEach((name, module) -> modules.set(name, json(module)));
        return Answer.ok(json);
    }

    private static String namespace(Call call) {
        return call.parameter("appId") + "-" + call.parameter("envId");
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<String> wanted = call.query().getOrDefault("id", List.of());
        world.app(call.parameter("orgId"), call.parameter("appId")).envs().stream()
                .filter(env -> wanted.isEmpty() || wanted.contains(env.id()))
                .forEach(env -> list.addObject().put("id", env.id()).put("paused", env.isPaused()));
        return Answer.ok(list);
    }

    private Answer scale(Call call) {
        if (env(call).isPaused()) {
            throw Problem.badRequest("Environment '" + call.parameter("envId") + "' is paused.");
        }
        Map<String, Module> modules = env(call).modules();
        call.body().fieldNames().forEachRemaining(name -> {
            if (!modules.containsKey(name)) {
                throw Problem.badRequest("Module '" + name + "' does not exist.");
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
                .put("status", module.isSettled() ? "Success" : "Pending")
                .put("message", "")
                .put("revision", module.revision());
        ArrayNode pods = controller.putArray("pods");
        module.pods().forEach(pod -> json(pod, module, pods.addObject()));
        return json;
    }

    private static void json(Module.Pod pod, Module module, ObjectNode json) {
        json.put("podName", pod.name())
                .put("revision", module.revision())
                .put("phase", pod.running() ? "Running" : "Pending")
                .put("status", pod.running() ? "Success" : "Pending");
        json.putArray("containerStatuses").addObject().put("name", "main").put("ready", pod.running());
    }
}
