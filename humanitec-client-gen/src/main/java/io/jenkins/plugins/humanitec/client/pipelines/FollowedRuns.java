package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pipeline runs of one organization that are followed together, at most one of each pipeline. Each line of the log names the
 * application and the pipeline of its run. It remembers what was logged and which runs have ended, also when it is stored and
 * used again in another process.
 */
public final class FollowedRuns implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int OK = 200;

    private final String orgId;
    private final String key;
    private final ArrayList<FollowedRun> runs;
    private final ConcurrentHashMap<String, PipelineRunResult> ended;

    /** The steps of the runs that have ended, by the ID of the run. */
    private final ConcurrentHashMap<String, RunSteps> steps;

    private FollowedRuns(
            String orgId,
            String key,
            ArrayList<FollowedRun> runs,
            ConcurrentHashMap<String, PipelineRunResult> ended,
            ConcurrentHashMap<String, RunSteps> steps) {
        this.orgId = orgId;
        this.key = key;
        this.runs = runs;
        this.ended = ended;
        this.steps = steps;
    }

    /** Earlier versions have stored no steps. */
    private Object readResolve() {
        return steps == null ? new FollowedRuns(orgId, key, runs, ended, new ConcurrentHashMap<>()) : this;
    }

    /**
     * {@return an object without runs}
     *
     * @param orgId the ID of the organization
     * @param key a unique text, so that no other operation shares the requests, which also write the log
     */
    public static FollowedRuns none(String orgId, String key) {
        return new FollowedRuns(orgId, key, new ArrayList<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    /**
     * {@return a copy that also follows other runs} It shares with this object what it remembers.
     *
     * @param found runs of pipelines that this object does not {@linkplain #hasRunOf follow} yet, one of each pipeline
     * @throws UnreadableResponseException if a run has no ID, or no valid application or pipeline
     */
    public FollowedRuns with(List<PipelineRun> found) {
        ArrayList<FollowedRun> all = new ArrayList<>(runs);
        found.forEach(run -> all.add(followed(run)));
        return new FollowedRuns(orgId, key, all, ended, steps);
    }

    private FollowedRun followed(PipelineRun run) {
        if (ApiText.isMissing(run.getId()) || ApiText.isMissing(run.getPipelineId())) {
            throw unreadable("a run without its ID or its pipeline", null);
        }
        try {
            return new FollowedRun(
                    new AppRef(orgId, run.getAppId()), run.getPipelineId(), run.getId(), key, true, false, true);
        } catch (InvalidInputException e) {
            throw unreadable("a run without a valid application", e);
        }
    }

    private UnreadableResponseException unreadable(String body, @Nullable InvalidInputException cause) {
        return UnreadableResponseException.of("GET", "/orgs/" + orgId + "/pipeline-runs", OK, body, cause);
    }

    /**
     * {@return whether a run of the same pipeline is followed}
     *
     * @param run a run
     */
    public boolean hasRunOf(PipelineRun run) {
        return runs.stream()
                .anyMatch(followed -> followed.app().appId().equals(run.getAppId())
                        && followed.pipelineId().equals(run.getPipelineId()));
    }

    /** {@return whether no run is followed} */
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** {@return whether all runs have ended, as far as they were read; true if there are none} */
    public boolean areOver() {
        return ended.size() == runs.size();
    }

    /** {@return the final states of the runs that have ended, in the order in which they were added} */
    public List<PipelineRunResult> results() {
        return runs.stream()
                .map(run -> ended.get(run.id()))
                .filter(result -> result != null)
                .toList();
    }

    /**
     * Reads and logs why the deployments of the failed runs have failed, or their pods are not ready.
     *
     * @param operation the context of the operation
     * @return the reports, in the order in which the runs were added; runs without a deployment have none
     */
    public List<FailureReport> reports(OperationContext operation) {
        List<FailureReport> reports = new ArrayList<>();
        for (FollowedRun run : runs) {
            PipelineRunResult result = ended.get(run.id());
            RunSteps ofRun = steps.get(run.id());
            if (result != null && ofRun != null && !"succeeded".equals(result.status())) {
                ofRun.report(operation, run.app()).ifPresent(reports::add);
            }
        }
        return reports;
    }

    /**
     * Polls the runs that have not ended, and logs the new events of their steps, their approvals, their deployments and their
     * ends. A run that is not found any more counts as ended, with the status {@code unknown}.
     *
     * @param operation the context of the operation
     * @param deadline when to stop waiting
     * @param isEnough whether the poller ends although runs have not ended; called after each poll
     * @return the poller; its result is whether all runs have ended
     */
    public Poller<Boolean> poller(OperationContext operation, Instant deadline, BooleanSupplier isEnough) {
        List<String> ids = runs.stream().map(FollowedRun::id).toList();
        // So that an event of one of the applications wakes the poll.
        List<AppRef> apps = runs.stream().map(FollowedRun::app).distinct().toList();
        return new PipelineRuns(operation.pollingClient())
                .poller(
                        this.toString(),
                        List.of(apps, ids, key),
                        () -> fetch(operation),
                        status -> new Poller.State<>(
                                areOver() || isEnough.getAsBoolean() ? Optional.of(areOver()) : Optional.empty(),
                                status),
                        deadline);
    }

    /** Returns the statuses of the runs. */
    private String fetch(OperationContext operation) {
        return runs.stream()
                .map(run -> ended.containsKey(run.id()) ? ended.get(run.id()) : fetch(operation, run))
                .map(PipelineRunResult::status)
                .collect(Collectors.joining(", "));
    }

    private PipelineRunResult fetch(OperationContext operation, FollowedRun run) {
        FollowedRun.State state;
        try {
            state = run.fetch(operation);
        } catch (NotFoundException e) {
            if (run.exists(operation)) {
                // Something of the run was not found.
                throw e;
            }
            String message = "The run was not found any more. It may have been deleted.";
            state = new FollowedRun.State(
                    new PipelineRunResult(run.app(), run.pipelineId(), run.id(), "unknown", message, new TreeMap<>()),
                    new RunSteps(List.of()),
                    true,
                    false);
        }
        if (state.isOver()) {
            steps.put(run.id(), state.steps());
            ended.put(run.id(), state.result());
            run.log(
                    operation,
                    "run " + run.id() + ": " + state.result().status()
                            + (state.hasSucceeded() || state.result().message().isBlank()
                                    ? ""
                                    : ": " + state.result().message()));
        }
        return state.result();
    }

    /** {@return the runs that have not ended, as a sentence for a caller that stops waiting; empty if there are none} */
    public String continuation() {
        List<String> names = runs.stream()
                .filter(run -> !ended.containsKey(run.id()))
                .map(FollowedRun::toString)
                .toList();
        return names.isEmpty()
                ? ""
                : "R" + String.join(" and ", names).substring(1) + (names.size() == 1 ? " continues" : " continue")
                        + " in Humanitec.";
    }

    /** {@return the runs and their pipelines, in readable form} */
    @Override
    public String toString() {
        return runs.stream().map(FollowedRun::toString).collect(Collectors.joining(" and "));
    }
}
