package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Deployments that read. */
public final class DeploymentOperations implements Operations {

    private final Function<Call, DeploymentHistory> history;

    /**
     * Creates the operations.
     *
     * @param history returns the deployments of the environment in a request
     */
    public DeploymentOperations(Function<Call, DeploymentHistory> history) {
        this.history = history;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listDeployments", this::list);
        operations.put("getDeployment", call -> Answer.ok(DeploymentJson.of(deployment(call))));
        operations.put("listDeploymentErrors", this::errors);
    }

    private Deployment deployment(Call call) {
        return history.apply(call).get(call.parameter("deployId"));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        String run = call.query("pipelineRunId");
        history.apply(call).all().stream()
                .filter(deployment -> run == null
                        || deployment
                                .pipeline()
                                .filter(step -> run.equals(step.pipelineId() + "," + step.runId()))
                                .isPresent())
                .forEach(deployment -> list.insert(0, DeploymentJson.of(deployment)));
        return Answer.ok(list);
    }

    private Answer errors(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Deployment deployment = deployment(call);
        deployment
                .brokenModule()
                .ifPresent(module -> list.addObject()
                        .put("code", "RUNT-001")
                        .put("error_type", "runtime")
                        .put("message", "The image of workload '" + module + "' cannot be pulled.")
                        .put("object_id", "modules." + module)
                        .put("scope", "workload")
                        .put("summary", "Image cannot be pulled"));
        deployment
                .brokenResource()
                .ifPresent(resource -> list.addObject()
                        .put("code", "RES-102")
                        .put("error_type", "resource")
                        .put("message", "The driver cannot provision the resource: its quota is exceeded.")
                        .put("object_id", resource)
                        .put("scope", "deployment")
                        .put("summary", "Resource cannot be provisioned"));
        deployment
                .failure()
                .ifPresent(message -> list.addObject()
                        .put("code", "PIPE-001")
                        .put("error_type", "pipeline")
                        .put("message", message)
                        .put("object_id", deployment.id())
                        .put("scope", "deployment")
                        .put("summary", "The pipeline did not deploy"));
        return Answer.ok(list);
    }
}
