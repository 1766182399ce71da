package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;

/**
 * The stage that pauses or resumes an environment that was in the other state.
 *
 * @param env the environment
 * @param paused whether to pause the environment; otherwise, to resume it
 */
record PausingSendStage(EnvRef env, boolean paused) implements Stage<Boolean> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Boolean> enter(OperationContext operation) {
        Workloads workloads = new Workloads(operation.client());
        if (!operation.isRepeated() || workloads.isPaused(env) != paused) {
            workloads.setPaused(env, paused);
        }
        operation.log("environment " + env + ": " + (paused ? "paused" : "resumed"));
        return new Next.Done<>(true);
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is unknown whether environment " + env + " was " + (paused ? "paused." : "resumed.");
    }
}
