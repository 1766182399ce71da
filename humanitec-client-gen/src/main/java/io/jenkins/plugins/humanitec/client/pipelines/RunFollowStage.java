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
 * The stage in which a run is followed.
 *
 * @param log what was told of it already
 */
record RunFollowStage(PipelineRunRequest request, String id, Instant deadline, RunLog log)
        implements Stage<PipelineRunResult> {

    private static final long serialVersionUID = 1L;

    private record Seen(PipelineRun run, List<PipelineJob> jobs) {}

    @Override
    public Next<PipelineRunResult> enter(OperationContext operation) {
        AppRef app = request.app();
        return new Next.Await<>(
                new PipelineRuns(operation.pollingClient())
                        .watch(
                                "run " + id + " of pipeline " + request.pipelineId(),
                                List.of(app, request.pipelineId(), id, request.idempotencyKey()),
                                () -> see(operation),
                                seen -> PipelineRuns.isOver(seen.run)
                                        ? new Poller.State<>(Optional.of(seen), seen.run.getStatus())
                                        : new Poller.State<>(Optional.empty(), seen.run.getStatus()),
                                deadline),
                seen -> over(operation, seen));
    }

    private Seen see(OperationContext operation) {
        PipelineRuns runs = new PipelineRuns(operation.pollingClient());
        // The run first: what its steps wrote before it was over is then sure to be seen.
        PipelineRun run = runs.get(request.app(), request.pipelineId(), id);
        List<PipelineJob> jobs = runs.jobs(request.app(), request.pipelineId(), id);
        log.tell(operation, request, id, jobs);
        if (!PipelineRuns.isOver(run)) {
            log.tellApprovals(operation, runs.approvals(request.app(), request.pipelineId(), id));
        }
        return new Seen(run, jobs);
    }

    private Next<PipelineRunResult> over(OperationContext operation, Seen seen) {
        PipelineRunResult result = PipelineRuns.result(request, id, seen.run, seen.jobs);
        operation.log("run " + id + " of pipeline " + request.pipelineId() + ": " + result.status());
        if (!"succeeded".equals(result.status())) {
            throw new PipelineRunFailedException(result);
        }
        return new Next.Done<>(result);
    }

    @Override
    public String abandon(OperationContext operation) {
        String run = "Run " + id + " of pipeline " + request.pipelineId();
        try {
            new PipelineRuns(operation.client()).cancel(request.app(), request.pipelineId(), id);
            return run + " is being cancelled.";
        } catch (UnreadableResponseException e) {
            return "Whether " + run + " is being cancelled is not known: " + e.getMessage();
        } catch (ApiException e) {
            return run + " could not be cancelled: " + e.getMessage();
        } catch (HumanitecException e) {
            return "Whether " + run + " is being cancelled is not known: " + e.getMessage();
        }
    }
}
