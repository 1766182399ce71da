package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;

/**
 * The stage that checks whether an environment has to be paused or resumed.
 *
 * @param env the environment
 * @param paused whether to pause the environment; otherwise, to resume it
 */
record PausingCheckStage(EnvRef env, boolean paused) implements Stage<Boolean> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Boolean> enter(OperationContext operation) {
        if (new Workloads(operation.client()).isPaused(env) != paused) {
            return new Next.Then<>(new PausingSendStage(env, paused));
        }
        operation.log("environment " + env + ": " + (paused ? "was paused already" : "was not paused"));
        return new Next.Done<>(false);
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Environment " + env + " was not " + (paused ? "paused." : "resumed.");
    }
}
