package io.jenkins.plugins.humanitec.simulator.environments;

import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.function.Function;

/**
 * The operations of the tag Environments.
 *
 * @param application returns the application in a request
 */
public record EnvironmentOperations(Function<Call, App> application) implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list(
                "listEnvironments",
                call -> application.apply(call).envs().stream().map(Env::json));
        operations.ok("getEnvironment", call -> env(call).json());
        operations.put("createEnvironment", this::create);
        operations.ok("patchEnvironment", call -> {
            env(call).rename(call.text("name", env(call).name()));
            return env(call).json();
        });
        operations.put("deleteEnvironment", call -> Answer.deleted(env(call).delete()));
        operations.noContent(
                "rebaseEnvironment",
                call -> env(call).rebase(base(call, call.body().asText())));
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
        App app = application.apply(call);
        Problem.conflictIf(app.find(id).isPresent(), "Environment '" + id + "' already exists.");
        String type = call.text("type", "development");
        app.organization().requireType(type);
        String from = call.text("from_deploy_id", null);
        Deployment base = from == null ? null : base(call, from);
        Env env = app.addEnv(id, call.text("name", id), type, call.user());
        env.rebase(base);
        return Answer.created(env.json());
    }
}
