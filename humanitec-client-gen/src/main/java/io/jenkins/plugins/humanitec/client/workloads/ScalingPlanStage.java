package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.util.TreeMap;

/**
 * The stage in which it is found out how many replicas modules have before they are scaled.
 *
 * @param timeout how long to wait until the pods have followed, or null not to wait
 */
record ScalingPlanStage(EnvRef env, TreeMap<String, Integer> replicas, Duration timeout) implements Stage<Scaling> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Scaling> enter(OperationContext operation) {
        return new Next.Then<>(new ScalingSendStage(new Workloads(operation.client()).plan(env, replicas), timeout));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "The numbers of replicas in " + env + " stay as they are.";
    }
}
