package io.jenkins.plugins.humanitec.simulator.operations;

import io.jenkins.plugins.humanitec.simulator.Answer;
import io.jenkins.plugins.humanitec.simulator.Call;
import io.jenkins.plugins.humanitec.simulator.state.App;
import io.jenkins.plugins.humanitec.simulator.state.World;
import io.swagger.v3.oas.models.Operation;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The operations of the contract by their IDs. One class below has those of one tag; for those that none has, or that
 * a class answers with null, the contract's examples are the answers, once the application and environment that they name are there.
 */
public final class Operations {

    private final World world;
    private final BiFunction<Operation, Call, Answer> otherwise;
    private final TreeMap<String, Function<Call, Answer>> byId = new TreeMap<>();

    /**
     * @param world what they read and change
     * @param otherwise answers for the operations that none of the classes has
     */
    public Operations(World world, BiFunction<Operation, Call, Answer> otherwise) {
        this.world = world;
        this.otherwise = otherwise;
        new ApplicationOperations(world).addTo(byId);
        new EnvironmentOperations(world).addTo(byId);
        new SharedValueOperations(world).addTo(byId);
        new RuntimeOperations(world).addTo(byId);
        new DeltaOperations(world).addTo(byId);
        new DeploymentOperations(world).addTo(byId);
        new ArtefactOperations(world).addTo(byId);
        new PipelineOperations(world).addTo(byId);
        new PipelineRunOperations(world).addTo(byId);
        new ApprovalOperations(world).addTo(byId);
    }

    /**
     * @param operationIds the operations of the contract
     * @throws IllegalStateException if there is one here that is not among them
     */
    public void requireAmong(Set<String> operationIds) {
        Set<String> unknown = new TreeSet<>(byId.keySet());
        unknown.removeAll(operationIds);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("The contract does not have " + unknown + ".");
        }
    }

    /**
     * @param call a request that the contract permits
     * @param operation what the contract says of the operation
     * @return the answer
     * @throws io.jenkins.plugins.humanitec.simulator.Problem if the state does not permit it
     */
    public Answer carryOut(Call call, Operation operation) {
        synchronized (world) {
            Function<Call, Answer> known = byId.get(call.operationId());
            Answer answer = known == null ? null : known.apply(call);
            if (answer != null) {
                return answer;
            }
            requireOwners(call);
            return otherwise.apply(operation, call);
        }
    }

    private void requireOwners(Call call) {
        if (call.parameters().containsKey("appId")) {
            App app = world.app(call.parameter("orgId"), call.parameter("appId"));
            if (call.parameters().containsKey("envId")) {
                app.env(call.parameter("envId"));
            }
        } else if (call.parameters().containsKey("orgId")) {
            world.apps(call.parameter("orgId"));
        }
    }
}
