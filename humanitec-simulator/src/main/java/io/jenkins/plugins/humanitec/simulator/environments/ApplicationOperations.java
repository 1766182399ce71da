package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.function.Function;

/**
 * The operations of the tag Applications.
 *
 * @param applications returns the applications of the organization in a request
 */
public record ApplicationOperations(Function<Call, Applications> applications) implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list(
                "listApplications",
                call -> applications.apply(call).all().stream().map(App::json));
        operations.ok("getApplication", call -> app(call).json());
        operations.put("createApplication", this::create);
        operations.ok("patchApplication", call -> {
            app(call).rename(call.text("name", app(call).name()));
            return app(call).json();
        });
        operations.put(
                "deleteApplication",
                call -> Answer.deleted(applications.apply(call).delete(call.parameter("appId"))));
    }

    private App app(Call call) {
        return applications.apply(call).get(call.parameter("appId"));
    }

    private Answer create(Call call) {
        String id = call.text("id", null);
        Applications all = applications.apply(call);
        Problem.conflictIf(all.find(id).isPresent(), "Application '" + id + "' already exists.");
        JsonNode env = call.body().path("env");
        if (env.isObject()) {
            all.organization().requireType(env.path("type").asText());
        }
        App app = all.add(id, call.text("name", id), call.user());
        if (env.isObject()) {
            app.addEnv(
                    env.get("id").asText(),
                    env.get("name").asText(),
                    env.get("type").asText(),
                    call.user());
        } else if (!call.body().path("skip_environment_creation").asBoolean()) {
            app.addEnv("development", "Development", "development", call.user());
        }
        return Answer.created(app.json());
    }
}
