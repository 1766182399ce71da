package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.artefacts.ArtefactOperations;
import io.jenkins.plugins.humanitec.simulator.deployments.DeltaOperations;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentOperations;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.ApplicationOperations;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.environments.EnvironmentOperations;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationHandler;
import io.jenkins.plugins.humanitec.simulator.pipelines.ApprovalOperations;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineOperations;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRunOperations;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipelines;
import io.jenkins.plugins.humanitec.simulator.values.SharedValueOperations;
import io.jenkins.plugins.humanitec.simulator.workloads.RuntimeOperations;
import io.swagger.v3.oas.models.Operation;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The operations of the contract by their IDs. Finds the data that each operation reads or changes. An operation without
 * simulated data returns the example of the contract, if the application and the environment in its path exist.
 */
final class SimulatedOperations implements OperationHandler {

    private final World world;
    private final OperationHandler examples;
    private final Map<String, Function<Call, Answer>> byId = new TreeMap<>();

    SimulatedOperations(World world, OperationHandler examples) {
        this.world = world;
        this.examples = examples;
        Function<Call, Pipelines> pipelines = call -> app(call).pipelines();
        new ApplicationOperations(call -> world.applications(call.parameter("orgId"))).addTo(byId);
        new EnvironmentOperations(this::app).addTo(byId);
        new SharedValueOperations(call -> app(call).values(), call -> env(call).values()).addTo(byId);
        new RuntimeOperations(call -> env(call).workloads(), call -> app(call).workloads()).addTo(byId);
        new DeltaOperations(call -> app(call).deltas(), call -> app(call).sets()).addTo(byId);
        new DeploymentOperations(
                        call -> env(call).deploymentHistory(), call -> app(call).deltas())
                .addTo(byId);
        new ArtefactOperations(call -> world.artefacts(call.parameter("orgId"))).addTo(byId);
        new PipelineOperations(pipelines).addTo(byId);
        new PipelineRunOperations(pipelines).addTo(byId);
        new ApprovalOperations(pipelines).addTo(byId);
    }

    private App app(Call call) {
        return world.app(call.parameter("orgId"), call.parameter("appId"));
    }

    private Env env(Call call) {
        return app(call).env(call.parameter("envId"));
    }

    /** Throws an exception if there is an operation here that the contract does not have. */
    SimulatedOperations requireAmong(Set<String> operationIds) {
        Set<String> unknown = new TreeSet<>(byId.keySet());
        unknown.removeAll(operationIds);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("The contract does not have the operations " + unknown + ".");
        }
        return this;
    }

    @Override
    public Answer handle(Operation operation, Call call) {
        synchronized (world) {
            Function<Call, Answer> simulated = byId.get(call.operationId());
            Answer answer = simulated == null ? null : simulated.apply(call);
            if (answer != null) {
                return answer;
            }
            requireOwners(call);
            return examples.handle(operation, call);
        }
    }

    private void requireOwners(Call call) {
        if (call.parameters().containsKey("envId")) {
            env(call);
        } else if (call.parameters().containsKey("appId")) {
            app(call);
        } else if (call.parameters().containsKey("orgId")) {
            world.applications(call.parameter("orgId"));
        }
    }
}
