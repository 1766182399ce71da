package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.ApprovalsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineJobsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.PipelineRunFailedException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Approval;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineJobSummary;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.model.PipelineStep;
import io.jenkins.plugins.humanitec.client.model.PipelineStepLogEntry;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import java.time.Clock;
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

    private final HumanitecClient client;
    private final Clock clock;

    /**
     * @param client what makes the calls
     * @param clock what deadlines are compared with
     */
    public PipelineRuns(HumanitecClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * A run that is begun exactly once and then followed: what its steps write into their logs is told, and what it waits to
     * be approved. Fails with a {@link PipelineRunFailedException} if the run does. Giving it up cancels the run.
     *
     * @param request which pipeline is to be run
     * @return the operation
     */
    public static Stage<PipelineRunResult> run(PipelineRunRequest request) {
        return new RunStart(request);
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
        Writes.make(
                client,
                () -> client.api(PipelineRunsApi.class)
                        .cancelPipelineRun(app.orgId(), app.appId(), pipelineId, runId, null));
    }

    <S> Watch<S> watch(
            String goal, Object key, Supplier<S> see, Function<S, Watch.Look<S>> judgement, Instant deadline) {
        return new Watch<>(goal, client.subject(key, see), judgement, clock, deadline);
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
                .filter(id -> !Told.isMissing(id))
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
                Told.or(run.getStatus(), "unknown"),
                Told.or(run.getStatusMessage(), ""),
                outputs);
    }
}
