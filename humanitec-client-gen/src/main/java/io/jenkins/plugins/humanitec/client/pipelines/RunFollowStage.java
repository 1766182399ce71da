package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnostics;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stage that waits for the end of a run and copies its log.
 *
 * @param run the run, with the events that were already logged
 * @param deadline when to stop waiting
 */
record RunFollowStage(FollowedRun run, Instant deadline) implements Stage<PipelineRunResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<PipelineRunResult> enter(OperationContext operation) {
        return new Next.Await<>(run.poller(operation, deadline, state -> false), state -> end(operation, state));
    }

    private Next<PipelineRunResult> end(OperationContext operation, FollowedRun.State state) {
        operation.log(run + ": " + state.result().status());
        if (!state.hasSucceeded()) {
            throw new PipelineRunFailedException(state.result(), report(operation, state.result()));
        }
        return new Next.Done<>(state.result());
    }

    /** Returns why the deployment that the steps of the run name has failed; null if they name none. */
    private static @Nullable FailureReport report(OperationContext operation, PipelineRunResult result) {
        String deployment = result.outputs().get(FollowedRun.DEPLOYMENT);
        String env = result.outputs().get(FollowedRun.ENVIRONMENT);
        if (deployment == null || deployment.isBlank() || env == null || env.isBlank()) {
            return null;
        }
        EnvRef ref;
        try {
            ref = result.app().env(env);
        } catch (InvalidInputException e) {
            return null;
        }
        FailureReport report = new Diagnostics(operation.client()).ofDeployment(ref, deployment);
        report.log(operation);
        return report;
    }

    @Override
    public String abandon(OperationContext operation) {
        return run.cancel(operation);
    }
}
