package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.Answer;
import io.jenkins.plugins.humanitec.simulator.Call;
import io.jenkins.plugins.humanitec.simulator.state.App;
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
        operations.put("getEnvironment", call -> Answer.ok(json(app(call).env(call.parameter("envId")))));
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
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", env.id())
                .put("name", env.name())
                .put("type", env.type())
                .put("created_at", env.createdAt().toString())
                .put("created_by", "a.person@example.com")
                .put("status", "active")
                .put("status_changed_at", env.createdAt().toString());
    }
}
