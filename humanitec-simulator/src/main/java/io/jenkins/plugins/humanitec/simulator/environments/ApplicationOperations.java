package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Applications. */
public final class ApplicationOperations implements Operations {

    private final Function<Call, Applications> applications;

    /**
     * Creates the operations.
     *
     * @param applications returns the applications of the organization in a request
     */
    public ApplicationOperations(Function<Call, Applications> applications) {
        this.applications = applications;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listApplications", this::list);
        operations.put("getApplication", call -> Answer.ok(json(app(call))));
        operations.put("createApplication", this::create);
        operations.put("patchApplication", call -> {
            app(call).rename(call.text("name", app(call).name()));
            return Answer.ok(json(app(call)));
        });
        operations.put(
                "deleteApplication",
                call -> applications.apply(call).delete(call.parameter("appId"))
                        ? Answer.noContent()
                        : Answer.accepted());
    }

    private App app(Call call) {
        return applications.apply(call).get(call.parameter("appId"));
    }

    private Answer create(Call call) {
        String id = call.text("id", null);
        if (applications.apply(call).find(id).isPresent()) {
            throw Problem.conflict("Application '" + id + "' already exists.");
        }
        JsonNode env = call.body().path("env");
        if (env.isObject()) {
            applications.apply(call).requireType(env.path("type").asText());
        }
        App app = applications.apply(call).add(id, call.text("name", id), call.user());
        if (env.isObject()) {
            app.addEnv(
                    env.get("id").asText(),
                    env.get("name").asText(),
                    env.get("type").asText(),
                    call.user());
        } else if (!call.body().path("skip_environment_creation").asBoolean()) {
            app.addEnv("development", "Development", "development", call.user());
        }
        return Answer.created(json(app));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        applications.apply(call).all().forEach(app -> list.add(json(app)));
        return Answer.ok(list);
    }

    private static ObjectNode json(App app) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", app.id())
                .put("name", app.name())
                .put("org_id", app.orgId())
                .put("created_at", app.createdAt().toString())
                .put("created_by", app.createdBy())
                .put("status", app.isBeingDeleted() ? "deleting" : "active")
                .put("status_changed_at", app.statusChangedAt().toString());
        ArrayNode envs = json.putArray("envs");
        app.envs()
                .forEach(env -> envs.addObject()
                        .put("id", env.id())
                        .put("name", env.name())
                        .put("type", env.type()));
        return json;
    }
}
