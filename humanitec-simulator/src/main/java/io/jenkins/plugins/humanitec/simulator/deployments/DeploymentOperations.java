package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the tag Deployments that read.
 *
 * @param history returns the deployments of the environment in a request
 */
public record DeploymentOperations(Function<Call, DeploymentHistory> history) implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list("listDeployments", this::list);
        operations.ok("getDeployment", call -> deployment(call).json());
        operations.list("listDeploymentErrors", call -> errors(deployment(call)));
    }

    private Deployment deployment(Call call) {
        return history.apply(call).get(call.parameter("deployId"));
    }

    private Stream<ObjectNode> list(Call call) {
        String run = call.query("pipelineRunId");
        List<ObjectNode> list = new ArrayList<>();
        history.apply(call).all().stream()
                .filter(deployment -> run == null || deployment.isOf(run))
                .forEach(deployment -> list.add(0, deployment.json()));
        return list.stream();
    }

    private static Stream<ObjectNode> errors(Deployment deployment) {
        return Stream.of(
                        deployment
                                .brokenModule()
                                .map(module -> Json.object()
                                        .put("code", "RUNT-001")
                                        .put("error_type", "runtime")
                                        .put("message", "The image of workload '" + module + "' cannot be pulled.")
                                        .put("object_id", "modules." + module)
                                        .put("scope", "workload")
                                        .put("summary", "Image cannot be pulled")),
                        deployment
                                .brokenResource()
                                .map(resource -> Json.object()
                                        .put("code", "RES-102")
                                        .put("error_type", "resource")
                                        .put(
                                                "message",
                                                "The driver cannot provision the resource: its quota is exceeded.")
                                        .put("object_id", resource)
                                        .put("scope", "deployment")
                                        .put("summary", "Resource cannot be provisioned")),
                        deployment
                                .failure()
                                .map(message -> Json.object()
                                        .put("code", "PIPE-001")
                                        .put("error_type", "pipeline")
                                        .put("message", message)
                                        .put("object_id", deployment.id())
                                        .put("scope", "deployment")
                                        .put("summary", "The pipeline did not deploy")))
                .flatMap(Optional::stream);
    }
}
