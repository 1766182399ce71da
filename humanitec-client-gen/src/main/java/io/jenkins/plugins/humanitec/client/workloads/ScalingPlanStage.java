package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stage that reads the current numbers of replicas and checks the new ones.
 *
 * @param env the environment
 * @param replicas the new numbers of replicas by module name
 * @param timeout how long to wait for the pods, or null to not wait
 */
record ScalingPlanStage(
        EnvRef env,
        TreeMap<String, Integer> replicas,
        @Nullable Duration timeout) implements Stage<Scaling> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Scaling> enter(OperationContext operation) {
        return new Next.Then<>(new ScalingSendStage(new Workloads(operation.client()).plan(env, replicas), timeout));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "The numbers of replicas in " + env + " were not changed.";
    }
}
