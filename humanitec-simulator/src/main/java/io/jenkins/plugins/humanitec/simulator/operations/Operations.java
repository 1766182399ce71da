package io.jenkins.plugins.humanitec.simulator.operations;

import io.jenkins.plugins.humanitec.simulator.Answer;
import io.jenkins.plugins.humanitec.simulator.Call;
import io.jenkins.plugins.humanitec.simulator.state.World;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations of the contract by their IDs. One class below has those of one tag. */
public final class Operations {

    private final World world;
    private final TreeMap<String, Function<Call, Answer>> byId = new TreeMap<>();

    /** @param world what they read and change */
    public Operations(World world) {
        this.world = world;
        new ApplicationOperations(world).addTo(byId);
        new EnvironmentOperations(world).addTo(byId);
        new SharedValueOperations(world).addTo(byId);
        new RuntimeOperations(world).addTo(byId);
    }

    /**
     * @param operationIds the operations of the contract
     * @throws IllegalStateException unless there are just these
     */
    public void requireOnly(Set<String> operationIds) {
        if (!byId.keySet().equals(operationIds)) {
            throw new IllegalStateException("The contract has " + operationIds + ", the simulator " + byId.keySet());
        }
    }

    /**
     * @param call a request that the contract permits
     * @return the answer
     * @throws io.jenkins.plugins.humanitec.simulator.Problem if the state does not permit it
     */
    public Answer carryOut(Call call) {
        synchronized (world) {
            return byId.get(call.operationId()).apply(call);
        }
    }
}
