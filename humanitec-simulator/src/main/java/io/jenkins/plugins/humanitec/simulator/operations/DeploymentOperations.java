package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.Answer;
import io.jenkins.plugins.humanitec.simulator.Call;
import io.jenkins.plugins.humanitec.simulator.Problem;
import io.jenkins.plugins.humanitec.simulator.state.App;
import io.jenkins.plugins.humanitec.simulator.state.Deployment;
import io.jenkins.plugins.humanitec.simulator.state.Env;
import io.jenkins.plugins.humanitec.simulator.state.World;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Deployments. */
final class DeploymentOperations {

    private final World world;

    DeploymentOperations(World world) {
        this.world = world;
    }

    void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listDeployments", this::list);
        operations.put("createDeployment", this::create);
        operations.put("getDeployment", call -> Answer.ok(json(env(call), deployment(call))));
        operations.put("listDeploymentErrors", this::errors);
    }

    private App app(Call call) {
        return world.app(call.parameter("orgId"), call.parameter("appId"));
    }

    private Env env(Call call) {
        return app(call).env(call.parameter("envId"));
    }

    private Deployment deployment(Call call) {
        String id = call.parameter("deployId");
        return env(call).deployments().stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Deployment '" + id + "'"));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        env(call).deployments().forEach(deployment -> list.insert(0, json(env(call), deployment)));
        return Answer.ok(list);
    }

    private Answer create(Call call) {
        JsonNode body = call.body();
        if (body.hasNonNull("delta_id") == body.hasNonNull("set_id")) {
            throw Problem.badRequest("Either delta_id or set_id must be given.");
        }
        Env env = env(call);
        String deltaId = call.text("delta_id", null);
        String setId = deltaId == null
                ? call.text("set_id", null)
                : app(call).sets().apply(env.baseSet(), app(call).deltas().get(deltaId));
        return Answer.created(json(env, env.deploy(call.text("comment", ""), deltaId, setId)));
    }

    private Answer errors(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        deployment(call)
                .brokenModule()
                .ifPresent(module -> list.addObject()
                        .put("code", "RUNT-001")
                        .put("error_type", "runtime")
                        .put("message", "The image of workload '" + module + "' cannot be pulled.")
                        .put("object_id", "modules." + module)
                        .put("scope", "workload")
                        .put("summary", "Image cannot be pulled"));
        return Answer.ok(list);
    }

    static ObjectNode json(Env env, Deployment deployment) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", deployment.id())
                .put("env_id", env.id())
                .put("comment", deployment.instruction().comment())
                .put("set_id", deployment.instruction().setId())
                .put("from_id", deployment.instruction().fromId())
                .put("status", deployment.status())
                .put("status_changed_at", deployment.statusChangedAt().toString())
                .put("created_at", deployment.createdAt().toString())
                .put("created_by", "u-alice")
                .put("export_file", "")
                .put("export_status", "")
                .put("mode", "full");
        return deployment.instruction().deltaId() == null
                ? json
                : json.put("delta_id", deployment.instruction().deltaId());
    }
}
