package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Instant;

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
            throw new PipelineRunFailedException(
                    state.result(), state.steps().report(operation, run.app()).orElse(null));
        }
        return new Next.Done<>(state.result());
    }

    @Override
    public String abandon(OperationContext operation) {
        return run.cancel(operation);
    }
}
