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
import io.jenkins.plugins.humanitec.client.flow.PendingApproval;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.guard.ProtectedException;
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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs Humanitec pipelines. */
public final class PipelineRuns {

    /** The statuses of an ended run. With an unknown status, a run counts as ended only if it has a completion time. */
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public PipelineRuns(ClientContext client) {
        this.client = client;
    }

    /**
     * Returns the first stage of {@link #run}, for callers that run stages themselves.
     *
     * @param request the pipeline and its inputs
     * @return the stage
     */
    public static Stage<PipelineRunResult> runStage(PipelineRunRequest request) {
        return new RunStartStage(request);
    }

    /**
     * Starts a pipeline run exactly once. If the request says so, waits for its end. The operation's listener receives the
     * log lines of the run's steps and the approvals that the run waits for. Giving up the operation cancels the run.
     *
     * @param request the pipeline and its inputs
     * @return the operation; it fails with a {@link PipelineRunFailedException} if the run fails
     */
    public LongOperation<PipelineRunResult> run(PipelineRunRequest request) {
        return new LongOperation<>(runStage(request), client);
    }

    /**
     * {@return a pipeline run}
     *
     * @param app the application
     * @param pipelineId the ID of the pipeline
     * @param runId the ID of the run
     * @throws HumanitecException if the request fails
     */
    public PipelineRun get(AppRef app, String pipelineId, String runId) {
        return client.api(PipelineRunsApi.class).getPipelineRun(app.orgId(), app.appId(), pipelineId, runId);
    }

    /**
     * Requests the cancellation of a run. Its current step ends first.
     *
     * @param app the application
     * @param pipelineId the ID of the pipeline
     * @param runId the ID of the run
     * @throws HumanitecException if the API refuses
     */
    public void cancel(AppRef app, String pipelineId, String runId) {
        WriteRequests.make(
                client,
                () -> client.api(PipelineRunsApi.class)
                        .cancelPipelineRun(app.orgId(), app.appId(), pipelineId, runId, null));
    }

    <S, T> Poller<T> poller(
            String goal, Object key, Supplier<S> fetch, Function<S, Poller.State<T>> assessment, Instant deadline) {
        return new Poller<>(goal, client.target(key, fetch), assessment, client.clock(), deadline);
    }

    static boolean isOver(PipelineRun run) {
        return run.getCompletedAt() != null || run.getStatus() != null && ENDS.contains(run.getStatus());
    }

    /**
     * Returns the jobs that exist so far, with their steps.
     *
     * @param ended the jobs that had ended when they were read, by ID; they are not read again, and others are added
     */
    List<PipelineJob> jobs(AppRef app, String pipelineId, String runId, Map<String, PipelineJob> ended) {
        PipelineJobsApi api = client.api(PipelineJobsApi.class);
        List<PipelineJob> jobs = new ArrayList<>();
        Stream<PipelineJobSummary> summaries = Pages.stream(
                page -> api.listPipelineJobsWithHttpInfo(app.orgId(), app.appId(), pipelineId, runId, null, 100, page));
        summaries.filter(summary -> !ApiText.isMissing(summary.getId())).forEach(summary -> {
            String id = summary.getId();
            PipelineJob job = ended.get(id);
            if (job == null || !Objects.equals(job.getEtag(), summary.getEtag())) {
                job = api.getPipelineJob(app.orgId(), app.appId(), pipelineId, runId, id)
                        .id(id);
            }
            if (job.getCompletedAt() != null) {
                ended.put(id, job);
            }
            jobs.add(job);
        });
        return jobs;
    }

    /** Returns the log entries of a step, starting at index {@code from}. */
    List<PipelineStepLogEntry> log(AppRef app, String pipelineId, String runId, String jobId, int step, int from) {
        PipelineJobsApi api = client.api(PipelineJobsApi.class);
        return Pages.stream(page -> api.listPipelineStepLogsWithHttpInfo(
                        app.orgId(), app.appId(), pipelineId, runId, jobId, step, page))
                .skip(from)
                .toList();
    }

    /** Returns the approvals of a run with a status. */
    List<Approval> approvals(AppRef app, String pipelineId, String runId, String status) {
        return Pages.stream(page -> client.api(ApprovalsApi.class)
                        .listApprovalsWithHttpInfo(
                                app.orgId(), app.appId(), 100, page, List.of(pipelineId), List.of(runId), status))
                .toList();
    }

    /**
     * Approves what a run asks for, as the owner of the token. The run continues.
     *
     * @param approval the approval that it waits for
     * @throws ProtectedException if a protection rule forbids it
     * @throws HumanitecException if the request fails, for instance because somebody else has answered before
     */
    public void approve(PendingApproval approval) {
        answer(approval, ApprovalsApi::approve);
    }

    /**
     * Denies what a run asks for, as the owner of the token. The run fails.
     *
     * @param approval the approval that it waits for
     * @throws ProtectedException if a protection rule forbids it
     * @throws HumanitecException if the request fails, for instance because somebody else has answered before
     */
    public void deny(PendingApproval approval) {
        answer(approval, ApprovalsApi::deny);
    }

    /** The operations that answer differ in their name only. */
    @FunctionalInterface
    private interface Answer {
        void send(ApprovalsApi api, String org, String app, String pipeline, String run, String job, String approval);
    }

    private void answer(PendingApproval approval, Answer answer) {
        AppRef app = approval.app();
        WriteRequests.make(
                client,
                ProtectedAction.APPROVAL,
                app,
                () -> answer.send(
                        client.api(ApprovalsApi.class),
                        app.orgId(),
                        app.appId(),
                        approval.pipelineId(),
                        approval.runId(),
                        approval.jobId(),
                        approval.id()));
    }

    static PipelineRunResult result(AppRef app, String pipelineId, String id, PipelineRun run, List<PipelineJob> jobs) {
        TreeMap<String, String> outputs = new TreeMap<>();
        jobs.stream()
                .map(PipelineJob::getSteps)
                .flatMap(steps -> steps == null ? Stream.<PipelineStep>empty() : steps.stream())
                .map(PipelineStep::getRelatedEntities)
                .filter(entities -> entities != null)
                .forEach(outputs::putAll);
        return new PipelineRunResult(
                app,
                pipelineId,
                id,
                ApiText.or(run.getStatus(), "unknown"),
                ApiText.or(run.getStatusMessage(), ""),
                outputs);
    }
}
