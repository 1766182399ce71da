package io.jenkins.plugins.humanitec.simulator.operations;

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

/** The operations of the tag Environments. */
final class EnvironmentOperations {

    private final World world;

    EnvironmentOperations(World world) {
        this.world = world;
    }

    void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listEnvironments", this::list);
        operations.put("getEnvironment", call -> Answer.ok(json(env(call))));
        operations.put("createEnvironment", this::create);
        operations.put("patchEnvironment", call -> {
            env(call).rename(call.text("name", env(call).name()));
            return Answer.ok(json(env(call)));
        });
        operations.put("deleteEnvironment", call -> env(call).delete() ? Answer.noContent() : Answer.accepted());
        operations.put("rebaseEnvironment", call -> {
            env(call).rebase(app(call).deployment(call.body().asText()));
            return Answer.noContent();
        });
    }

    private Env env(Call call) {
        return app(call).env(call.parameter("envId"));
    }

    private Answer create(Call call) {
        String id = call.text("id", null);
        if (app(call).envs().stream().anyMatch(env -> env.id().equals(id))) {
            throw Problem.conflict("Environment '" + id + "' already exists.");
        }
        String from = call.text("from_deploy_id", null);
        Deployment base = from == null ? null : app(call).deployment(from);
        Env env = app(call).addEnv(id, call.text("name", id), call.text("type", "development"));
        env.rebase(base);
        return Answer.created(json(env));
    }

    private App app(Call call) {
        return world.app(call.parameter("orgId"), call.parameter("appId"));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        app(call).envs().forEach(env -> list.add(json(env)));
        return Answer.ok(list);
    }

    private static ObjectNode json(Env env) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", env.id())
                .put("name", env.name())
                .put("type", env.type())
                .put("created_at", env.createdAt().toString())
                .put("created_by", "a.person@example.com")
                .put("status", env.deletionBegan().isPresent() ? "deleting" : "active")
                .put(
                        "status_changed_at",
                        env.deletionBegan().orElse(env.createdAt()).toString());
        env.base().ifPresent(base -> json.set("from_deploy", DeploymentOperations.json(env, base)));
        env.lastDeployment().ifPresent(last -> json.set("last_deploy", DeploymentOperations.json(env, last)));
        return json;
    }
}
