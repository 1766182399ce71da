package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.api.ApprovalsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineJobsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Approval;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineJobSummary;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.model.PipelineStep;
import io.jenkins.plugins.humanitec.client.model.PipelineStepLogEntry;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs of Humanitec's own pipelines. */
public final class PipelineRuns {

    /** A status that the API may have one day is none of these: it is waited until the run has one that is, or is completed. */
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

    private final ClientContext client;

    /** @param client the client to use */
    public PipelineRuns(ClientContext client) {
        this.client = client;
    }

    /**
     * Returns the first stage of {@link #run}, for those who run stages themselves.
     *
     * @param request the pipeline and its inputs
     * @return the stage
     */
    public static Stage<PipelineRunResult> runStage(PipelineRunRequest request) {
        return new RunStartStage(request);
    }

    /**
     * Starts a pipeline, exactly once, and follows the run to its end. The listener of the operation is told what the steps of
     * the run write into their logs, and which approvals it waits for. Giving the operation up cancels the run.
     *
     * @param request the pipeline and its inputs
     * @return the operation, which fails with a {@link PipelineRunFailedException} if the run fails
     */
    public LongOperation<PipelineRunResult> run(PipelineRunRequest request) {
        return new LongOperation<>(runStage(request), client);
    }

    /**
     * @param app the application
     * @param pipelineId the pipeline
     * @param runId the run
     * @return the run
     * @throws HumanitecException if the API does not answer with it
     */
    public PipelineRun get(AppRef app, String pipelineId, String runId) {
        return client.api(PipelineRunsApi.class).getPipelineRun(app.orgId(), app.appId(), pipelineId, runId);
    }

    /**
     * Asks for a run to be cancelled. What its present step does is brought to an end first.
     *
     * @param app the application
     * @param pipelineId the pipeline
     * @param runId the run
     * @throws HumanitecException if the API refuses
     */
    public void cancel(AppRef app, String pipelineId, String runId) {
        WriteRequests.make(
                client,
                () -> client.api(PipelineRunsApi.class)
                        .cancelPipelineRun(app.orgId(), app.appId(), pipelineId, runId, null));
    }

    <S> Poller<S> watch(
            String goal, Object key, Supplier<S> see, Function<S, Poller.State<S>> judgement, Instant deadline) {
        return new Poller<>(goal, client.target(key, see), judgement, client.clock(), deadline);
    }

    static boolean isOver(PipelineRun run) {
        return run.getCompletedAt() != null || run.getStatus() != null && ENDS.contains(run.getStatus());
    }

    /** The jobs with their steps, as far as there are any yet. */
    List<PipelineJob> jobs(AppRef app, String pipelineId, String runId) {
        PipelineJobsApi api = client.api(PipelineJobsApi.class);
        List<PipelineJob> jobs = new ArrayList<>();
        Stream<PipelineJobSummary> summaries = Pages.stream(
                page -> api.listPipelineJobsWithHttpInfo(app.orgId(), app.appId(), pipelineId, runId, null, 100, page));
        summaries
                .map(PipelineJobSummary::getId)
                .filter(id -> !ApiText.isMissing(id))
                .forEach(id -> jobs.add(api.getPipelineJob(app.orgId(), app.appId(), pipelineId, runId, id)
                        .id(id)));
        return jobs;
    }

    /** The log of a step from an entry on. */
    List<PipelineStepLogEntry> log(AppRef app, String pipelineId, String runId, String jobId, int step, int from) {
        PipelineJobsApi api = client.api(PipelineJobsApi.class);
        return Pages.stream(page -> api.listPipelineStepLogsWithHttpInfo(
                        app.orgId(), app.appId(), pipelineId, runId, jobId, step, page))
                .skip(from)
                .toList();
    }

    /** What the run waits for to be approved. */
    List<Approval> approvals(AppRef app, String pipelineId, String runId) {
        return Pages.stream(page -> client.api(ApprovalsApi.class)
                        .listApprovalsWithHttpInfo(
                                app.orgId(), app.appId(), 100, page, List.of(pipelineId), List.of(runId), "waiting"))
                .toList();
    }

    static PipelineRunResult result(PipelineRunRequest request, String id, PipelineRun run, List<PipelineJob> jobs) {
        TreeMap<String, String> outputs = new TreeMap<>();
        jobs.stream()
                .map(PipelineJob::getSteps)
                .flatMap(steps -> steps == null ? Stream.<PipelineStep>empty() : steps.stream())
                .map(PipelineStep::getRelatedEntities)
                .filter(entities -> entities != null)
                .forEach(outputs::putAll);
        return new PipelineRunResult(
                request.app(),
                request.pipelineId(),
                id,
                ApiText.or(run.getStatus(), "unknown"),
                ApiText.or(run.getStatusMessage(), ""),
                outputs);
    }
}
