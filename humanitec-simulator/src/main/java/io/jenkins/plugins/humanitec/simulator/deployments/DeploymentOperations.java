package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Deployments. */
public final class DeploymentOperations {

    private final Function<Call, DeploymentHistory> history;
    private final Function<Call, Deltas> deltas;

    /**
     * Creates the operations.
     *
     * @param history returns the deployments of the environment in a request
     * @param deltas returns the deltas of the application in a request
     */
    public DeploymentOperations(Function<Call, DeploymentHistory> history, Function<Call, Deltas> deltas) {
        this.history = history;
        this.deltas = deltas;
    }

    /**
     * Adds the operations by their IDs.
     *
     * @param operations the map to add to
     */
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listDeployments", this::list);
        operations.put("createDeployment", this::create);
        operations.put("getDeployment", call -> Answer.ok(json(call, deployment(call))));
        operations.put("listDeploymentErrors", this::errors);
    }

    private Deployment deployment(Call call) {
        return history.apply(call).get(call.parameter("deployId"));
    }

    private static ObjectNode json(Call call, Deployment deployment) {
        return DeploymentJson.of(call.parameter("envId"), deployment);
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        history.apply(call).all().forEach(deployment -> list.insert(0, json(call, deployment)));
        return Answer.ok(list);
    }

    private Answer create(Call call) {
        JsonNode body = call.body();
        if (body.hasNonNull("delta_id") == body.hasNonNull("set_id")) {
            throw Problem.badRequest("The body must have either delta_id or set_id.");
        }
        DeploymentHistory deployments = history.apply(call);
        String deltaId = call.text("delta_id", null);
        String setId = deltaId == null
                ? call.text("set_id", null)
                : deployments.apply(deltas.apply(call).get(deltaId));
        return Answer.created(json(call, deployments.deploy(call.text("comment", ""), deltaId, setId)));
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
}
