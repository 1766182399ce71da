package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentJson;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Environments. */
public final class EnvironmentOperations implements Operations {

    private final Function<Call, App> application;

    /**
     * Creates the operations.
     *
     * @param application returns the application in a request
     */
    public EnvironmentOperations(Function<Call, App> application) {
        this.application = application;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listEnvironments", this::list);
        operations.put("getEnvironment", call -> Answer.ok(json(env(call))));
        operations.put("createEnvironment", this::create);
        operations.put("patchEnvironment", call -> {
            env(call).rename(call.text("name", env(call).name()));
            return Answer.ok(json(env(call)));
        });
        operations.put("deleteEnvironment", call -> env(call).delete() ? Answer.noContent() : Answer.accepted());
        operations.put("rebaseEnvironment", call -> {
            env(call).rebase(base(call, call.body().asText()));
            return Answer.noContent();
        });
    }

    private Env env(Call call) {
        return application.apply(call).env(call.parameter("envId"));
    }

    private Deployment base(Call call, String deploymentId) {
        try {
            return application.apply(call).deployment(deploymentId);
        } catch (Problem e) {
            throw Problem.badRequest(e.getMessage());
        }
    }

    private Answer create(Call call) {
        String id = call.text("id", null);
        if (application.apply(call).find(id).isPresent()) {
            throw Problem.conflict("Environment '" + id + "' already exists.");
        }
        String type = call.text("type", "development");
        application.apply(call).requireType(type);
        String from = call.text("from_deploy_id", null);
        Deployment base = from == null ? null : base(call, from);
        Env env = application.apply(call).addEnv(id, call.text("name", id), type, call.user());
        env.rebase(base);
        return Answer.created(json(env));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        application.apply(call).envs().forEach(env -> list.add(json(env)));
        return Answer.ok(list);
    }

    private static ObjectNode json(Env env) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", env.id())
                .put("name", env.name())
                .put("type", env.type())
                .put("created_at", env.createdAt().toString())
                .put("created_by", env.createdBy())
                .put("status", env.deletionStartedAt().isPresent() ? "deleting" : "active")
                .put(
                        "status_changed_at",
                        env.deletionStartedAt().orElse(env.createdAt()).toString());
        env.deploymentHistory()
                .base()
                .or(env::lastDeployment)
                .ifPresent(from -> json.set("from_deploy", DeploymentJson.of(from)));
        env.lastDeployment().ifPresent(last -> json.set("last_deploy", DeploymentJson.of(last)));
        return json;
    }
}
