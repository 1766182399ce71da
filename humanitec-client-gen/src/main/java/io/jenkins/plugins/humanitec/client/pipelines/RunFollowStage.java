package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The stage that waits for the end of a run and copies its log.
 *
 * @param request the request
 * @param id the ID of the run
 * @param deadline when to stop waiting
 * @param log the events that were already logged
 */
record RunFollowStage(PipelineRunRequest request, String id, Instant deadline, RunLog log)
        implements Stage<PipelineRunResult> {

    private static final long serialVersionUID = 1L;

    private record RunState(PipelineRun run, List<PipelineJob> jobs) {}

    @Override
    public Next<PipelineRunResult> enter(OperationContext operation) {
        AppRef app = request.app();
        return new Next.Await<>(
                new PipelineRuns(operation.pollingClient())
                        .poller(
                                "run " + id + " of pipeline " + request.pipelineId(),
                                List.of(app, request.pipelineId(), id, request.idempotencyKey()),
                                () -> fetch(operation),
                                state -> PipelineRuns.isOver(state.run)
                                        ? new Poller.State<>(Optional.of(state), state.run.getStatus())
                                        : new Poller.State<>(Optional.empty(), state.run.getStatus()),
                                deadline),
                state -> end(operation, state));
    }

    private RunState fetch(OperationContext operation) {
        PipelineRuns runs = new PipelineRuns(operation.pollingClient());
        // Read the run first: if it has ended, the logs that are read afterwards are complete.
        PipelineRun run = runs.get(request.app(), request.pipelineId(), id);
        List<PipelineJob> jobs = runs.jobs(request.app(), request.pipelineId(), id);
        log.logSteps(operation, request, id, jobs);
        if (!PipelineRuns.isOver(run)) {
            log.logApprovals(operation, runs.approvals(request.app(), request.pipelineId(), id));
        }
        return new RunState(run, jobs);
    }

    private Next<PipelineRunResult> end(OperationContext operation, RunState state) {
        PipelineRunResult result = PipelineRuns.result(request, id, state.run, state.jobs);
        operation.log("run " + id + " of pipeline " + request.pipelineId() + ": " + result.status());
        if (!"succeeded".equals(result.status())) {
            throw new PipelineRunFailedException(result);
        }
        return new Next.Done<>(result);
    }

    @Override
    public String abandon(OperationContext operation) {
        String run = id + " of pipeline " + request.pipelineId();
        try {
            new PipelineRuns(operation.client()).cancel(request.app(), request.pipelineId(), id);
            return "Run " + run + " is being cancelled.";
        } catch (UnreadableResponseException e) {
            return "It is unknown whether run " + run + " is being cancelled: " + e.getMessage();
        } catch (ApiException e) {
            return "Run " + run + " could not be cancelled: " + e.getMessage();
        } catch (HumanitecException e) {
            return "It is unknown whether run " + run + " is being cancelled: " + e.getMessage();
        }
    }
}
