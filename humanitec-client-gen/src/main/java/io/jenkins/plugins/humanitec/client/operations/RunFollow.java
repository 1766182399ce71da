package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.PipelineRunFailedException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The stage in which a run is followed.
 *
 * @param log what was told of it already
 */
record RunFollow(PipelineRunRequest request, String id, Instant deadline, RunLog log)
        implements Stage<PipelineRunResult> {

    private static final long serialVersionUID = 1L;

    private record Seen(PipelineRun run, List<PipelineJob> jobs) {}

    @Override
    public Next<PipelineRunResult> enter(Flow flow) {
        AppRef app = request.app();
        return new Next.Await<>(
                flow.watcher()
                        .pipelineRuns()
                        .watch(
                                "run " + id + " of pipeline " + request.pipelineId(),
                                List.of(app, request.pipelineId(), id, request.idempotencyKey()),
                                () -> see(flow),
                                seen -> PipelineRuns.isOver(seen.run)
                                        ? new Watch.Look<>(Optional.of(seen), seen.run.getStatus())
                                        : new Watch.Look<>(Optional.empty(), seen.run.getStatus()),
                                deadline),
                seen -> over(flow, seen));
    }

    private Seen see(Flow flow) {
        PipelineRuns runs = flow.watcher().pipelineRuns();
        // The run first: what its steps wrote before it was over is then sure to be seen.
        PipelineRun run = runs.get(request.app(), request.pipelineId(), id);
        List<PipelineJob> jobs = runs.jobs(request.app(), request.pipelineId(), id);
        log.tell(flow, request, id, jobs);
        if (!PipelineRuns.isOver(run)) {
            log.tellApprovals(flow, runs.approvals(request.app(), request.pipelineId(), id));
        }
        return new Seen(run, jobs);
    }

    private Next<PipelineRunResult> over(Flow flow, Seen seen) {
        PipelineRunResult result = PipelineRuns.result(request, id, seen.run, seen.jobs);
        flow.say("run " + id + " of pipeline " + request.pipelineId() + ": " + result.status());
        if (!"succeeded".equals(result.status())) {
            throw new PipelineRunFailedException(result);
        }
        return new Next.Done<>(result);
    }

    @Override
    public String abandon(Flow flow) {
        String run = "Run " + id + " of pipeline " + request.pipelineId();
        try {
            flow.client().pipelineRuns().cancel(request.app(), request.pipelineId(), id);
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
