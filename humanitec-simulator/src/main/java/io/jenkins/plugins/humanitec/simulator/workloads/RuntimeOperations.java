package io.jenkins.plugins.humanitec.simulator.workloads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the tag Runtime.
 *
 * @param ofEnvironment returns the workloads of the environment in a request
 * @param environments returns a request for each environment of the application in a request
 */
public record RuntimeOperations(Function<Call, Workloads> ofEnvironment, Function<Call, Stream<Call>> environments)
        implements Operations {

    private static final int MOST_ENVIRONMENTS = 5;
    private static final String VERSION_2 = "application/v2+json";

    @Override
    public void addTo(OperationTable operations) {
        operations.put("getRuntime", this::get);
        operations.noContent("scaleReplicas", this::scale);
        operations.noContent(
                "setPaused",
                call -> ofEnvironment.apply(call).setPaused(call.body().asBoolean()));
        operations.list("listRuntimes", this::list);
    }

    /** An environment that does not exist is no error of the request, but of its entry. */
    private Stream<ObjectNode> list(Call call) {
        List<String> ids = call.queryValues("id");
        Problem.badRequestIf(ids.isEmpty(), "At least one environment ID is required: 'id'.");
        Problem.badRequestIf(
                ids.size() > MOST_ENVIRONMENTS, "At most " + MOST_ENVIRONMENTS + " environment IDs are allowed.");
        Map<String, Call> existing = new HashMap<>();
        environments.apply(call).forEach(env -> existing.put(env.parameter("envId"), env));
        return ids.stream()
                .distinct()
                .map(id -> existing.containsKey(id)
                        ? RuntimeJson.environment(id, ofEnvironment.apply(existing.get(id)))
                        : Json.object()
                                .put("id", id)
                                .put("paused", false)
                                .put(
                                        "error",
                                        "Environment " + call.parameter("orgId") + "/" + call.parameter("appId") + "/"
                                                + id + " does not exist"));
    }

    private Answer get(Call call) {
        boolean isSecondVersion = call.accepted().equals(VERSION_2);
        ObjectNode json = Json.object().put("namespace", call.parameter("appId") + "-" + call.parameter("envId"));
        ObjectNode modules = json.putObject("modules");
        ofEnvironment
                .apply(call)
                .modules()
                .forEach((name, module) -> modules.set(
                        name, isSecondVersion ? RuntimeJson.secondVersion(module) : RuntimeJson.firstVersion(module)));
        return isSecondVersion ? Answer.ok(json).with("Content-Type", VERSION_2) : Answer.ok(json);
    }

    private void scale(Call call) {
        Workloads workloads = ofEnvironment.apply(call);
        Problem.badRequestIf(workloads.isPaused(), "Environment '" + call.parameter("envId") + "' is paused.");
        Map<String, Module> modules = workloads.modules();
        call.body().forEachEntry((name, replicas) -> {
            Problem.badRequestIf(!modules.containsKey(name), "Module '" + name + "' does not exist.");
            Problem.badRequestIf(!replicas.isInt(), "The replicas of module '" + name + "' are not a number.");
            Problem.badRequestIf(!modules.get(name).isScalable(), "Module '" + name + "' cannot be scaled.");
        });
        call.body().forEachEntry((name, replicas) -> modules.get(name).scale(replicas.asInt()));
    }
}
