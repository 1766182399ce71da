package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.WebPages;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnosed;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.PendingApproval;
import io.jenkins.plugins.humanitec.client.flow.StartedDeployment;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records the changes of one step with the build. */
public final class ChangeRecorder {

    private static final Set<String> GOOD = Set.of("succeeded", StartedDeployment.ROLLED_BACK);

    private final Run<?, ?> run;
    private final String step;
    private final HumanitecSession session;
    private final SecretMasker secrets;
    private final long begun = System.currentTimeMillis();

    /** The pipeline runs of which the page shows approvals. */
    private final Set<String> waitingRuns = ConcurrentHashMap.newKeySet();

    /** The IDs of the records of deployments that the step has started, besides its own one. */
    private final Set<String> startedChanges = ConcurrentHashMap.newKeySet();

    /**
     * Creates a recorder for a step.
     *
     * @param run the build
     * @param step the name of the step
     * @param session the session of the step
     * @param secrets masks secrets in the record
     */
    public ChangeRecorder(
            @NonNull Run<?, ?> run,
            @NonNull String step,
            @NonNull HumanitecSession session,
            @NonNull SecretMasker secrets) {
        this.run = run;
        this.step = step;
        this.session = session;
        this.secrets = secrets;
    }

    /**
     * Records a change that is complete.
     *
     * @param draft the change
     * @param status its status in one word, such as {@code created}
     */
    public void done(@NonNull ChangeDraft draft, @NonNull String status) {
        HumanitecChange change = written(draft);
        change.end(secrets.mask(status), false);
        HumanitecBuildAction.of(run).keep(change);
    }

    /**
     * Records the start of a change.
     *
     * @param draft the change
     * @return the ID of the record
     */
    @NonNull
    public String begin(@NonNull ChangeDraft draft) {
        HumanitecChange change = written(draft);
        HumanitecBuildAction.of(run).keep(change);
        return change.getId();
    }

    private HumanitecChange written(ChangeDraft draft) {
        ValueScope scope = draft.where();
        String where = scope == null ? session.organization() : scope.toString();
        HumanitecChange change =
                new HumanitecChange(step, secrets.mask(draft.what()), where, page(draft.where()), begun);
        if (draft.isDeployment() && draft.where() instanceof EnvRef env) {
            change.setDeployedTo(new DeployedEnvironment(session.connectionName(), session.credentialsId(), env));
            DeploymentIndex.get().add(run, change);
        }
        setTexts(change, draft);
        return change;
    }

    /**
     * Updates the status of a change that is in progress.
     *
     * @param id the ID that {@link #begin} returned; null if nothing was recorded
     * @param status the status
     */
    public void progress(@CheckForNull String id, @NonNull String status) {
        find(id).ifPresent(change -> change.progress(secrets.mask(status)));
    }

    /**
     * Records what a change that is in progress changes in detail.
     *
     * @param id the ID that {@link #begin} returned; null if nothing was recorded
     * @param lines the differences, one line each
     */
    public void differences(@CheckForNull String id, @NonNull List<String> lines) {
        find(id).ifPresent(change -> {
            change.setDifferences(lines.stream().map(secrets::mask).toList());
            HumanitecBuildAction.of(run).keep(change);
        });
    }

    /**
     * Records the end of a change. Removes the record if the step succeeded without a change.
     *
     * @param id the ID that {@link #begin} returned; null if nothing was recorded
     * @param draft the final change; null if nothing was changed or the step failed
     * @param status the final status
     * @param failed whether the change failed
     */
    public void end(@CheckForNull String id, @CheckForNull ChangeDraft draft, @NonNull String status, boolean failed) {
        endApprovals();
        endStarted();
        find(id).ifPresent(change -> {
            HumanitecBuildAction action = HumanitecBuildAction.of(run);
            if (draft == null && !failed) {
                action.remove(change);
                return;
            }
            if (draft != null) {
                setTexts(change, draft);
            }
            if (draft != null && draft.deploymentId() != null) {
                change.setDeploymentId(draft.deploymentId());
            }
            DeploymentIndex.get().add(run, change);
            change.end(secrets.mask(status), failed);
            action.keep(change);
        });
    }

    /**
     * Records the failure of a step, with its details. If the step changes nothing, its failure is recorded only if there are
     * details.
     *
     * @param id the ID that {@link #begin} returned; null if nothing was recorded
     * @param cause why the step failed
     */
    public void failed(@CheckForNull String id, @NonNull Throwable cause) {
        String recorded = id;
        if (recorded == null && cause instanceof Diagnosed diagnosed) {
            recorded = diagnosed
                    .failureReport()
                    .map(report -> begin(ChangeDraft.of(
                            report.deploymentId() == null ? "readiness of workloads" : "deployment waited for",
                            report.env())))
                    .orElse(null);
        }
        find(recorded).ifPresent(change -> {
            change.setFailure(FailureDetails.of(cause, session, secrets));
            deploymentId(change, cause).ifPresent(change::setDeploymentId);
        });
        end(recorded, null, cause.getMessage() == null ? "failed" : cause.getMessage(), true);
    }

    /** Returns the ID of the deployment that a change has made. A report can be about one to another environment. */
    private static Optional<String> deploymentId(HumanitecChange change, Throwable cause) {
        if (cause instanceof DeploymentFailedException failed) {
            return Optional.ofNullable(failed.deployment().id());
        }
        return cause instanceof Diagnosed diagnosed
                ? diagnosed
                        .failureReport()
                        .filter(report -> report.env().toString().equals(change.getWhere()))
                        .map(FailureReport::deploymentId)
                : Optional.empty();
    }

    /**
     * Keeps the approvals for which somebody must answer, for the page of the build.
     *
     * @param runId the ID of a pipeline run
     * @param waiting all approvals that it waits for
     */
    public void approvals(@NonNull String runId, @NonNull List<PendingApproval> waiting) {
        List<WaitingApproval> all = waiting.stream()
                .map(one -> new WaitingApproval(
                        run, one, session.connectionName(), session.credentialsId(), secrets.mask(one.message())))
                .toList();
        if (!all.isEmpty() || waitingRuns.contains(runId)) {
            waitingRuns.add(runId);
            HumanitecBuildAction.of(run).waits(runId, all);
        }
    }

    /**
     * Records a deployment that the step has started, besides its own one, or its new status.
     *
     * @param deployment the deployment
     */
    public void deployment(@NonNull StartedDeployment deployment) {
        HumanitecBuildAction action = HumanitecBuildAction.of(run);
        HumanitecChange change = action.getChanges().stream()
                .filter(known -> deployment.id().equals(known.getDeploymentId())
                        && deployment.env().toString().equals(known.getWhere()))
                .findFirst()
                .orElse(null);
        if (change == null) {
            change = written(ChangeDraft.deployment(deployment.env(), deployment.reason()));
            change.setDeploymentId(deployment.id());
            action.keep(change);
            DeploymentIndex.get().add(run, change);
        }
        startedChanges.add(change.getId());
        // Another step can still wait for it.
        if ((change.isOngoing() || change.isAbandoned()) && deployment.isOver()) {
            change.end(secrets.mask(deployment.status()), !GOOD.contains(deployment.status()));
            action.keep(change);
        }
    }

    /** After the step has ended, nobody follows what it has started. */
    private void endStarted() {
        for (String id : startedChanges) {
            find(id).filter(HumanitecChange::isOngoing).ifPresent(change -> {
                change.abandon();
                HumanitecBuildAction.of(run).keep(change);
            });
        }
        startedChanges.clear();
    }

    /** After the step has ended, nobody waits for an answer, whatever became of the pipeline run. */
    private void endApprovals() {
        for (String runId : waitingRuns) {
            HumanitecBuildAction.of(run).waits(runId, List.of());
        }
        waitingRuns.clear();
    }

    private String page(@CheckForNull ValueScope where) {
        WebPages pages = session.webPages();
        return where == null ? pages.ofOrganization(session.organization()) : pages.of(where);
    }

    private void setTexts(HumanitecChange change, ChangeDraft draft) {
        change.setTexts(masked(draft.before()), masked(draft.after()));
    }

    @CheckForNull
    private String masked(@CheckForNull String text) {
        return text == null ? null : secrets.mask(text);
    }

    private Optional<HumanitecChange> find(String id) {
        return id == null ? Optional.empty() : HumanitecBuildAction.of(run).find(id);
    }
}
