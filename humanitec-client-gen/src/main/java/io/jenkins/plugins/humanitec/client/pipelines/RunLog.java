package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.model.Approval;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineStep;
import io.jenkins.plugins.humanitec.client.model.PipelineStepLogEntry;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs the new events of a run: status changes of its steps, their log lines, and approvals that the run waits for. If the run
 * is one of several, also the deployments that its steps name.
 */
final class RunLog implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<String> NOT_STARTED = Set.of("pending", "queued");

    /** In the key of a status: that of the log of a step. */
    private static final String OF_LOG = " log";

    /** In the key of a number: how often the log of a step could not be read. */
    private static final String TRIES = " tries";

    private static final int MOST_TRIES = 3;

    /** The statuses of steps, and of logs that cannot be read. */
    private final ConcurrentHashMap<String, String> statuses = new ConcurrentHashMap<>();

    /** The numbers of logged entries, and of tries to read a log. */
    private final ConcurrentHashMap<String, Integer> loggedEntries = new ConcurrentHashMap<>();

    private final Set<String> approvals = ConcurrentHashMap.newKeySet();
    private final Set<String> deployments = ConcurrentHashMap.newKeySet();

    void logSteps(OperationContext operation, FollowedRun run, List<PipelineJob> jobs) {
        for (PipelineJob job : jobs) {
            for (PipelineStep step : job.getSteps() == null ? List.<PipelineStep>of() : job.getSteps()) {
                // Without its index, a step cannot be identified and its log cannot be read.
                if (step.getIndex() != null) {
                    logStep(operation, run, job, step);
                }
            }
        }
    }

    private void logStep(OperationContext operation, FollowedRun run, PipelineJob job, PipelineStep step) {
        String key = job.getId() + "/" + step.getIndex();
        String status = ApiText.or(step.getStatus(), "its status is unknown");
        tellDeployment(operation, run, step, status);
        if (NOT_STARTED.contains(status)) {
            statuses.put(key, status);
            return;
        }
        boolean isChanged = !status.equals(statuses.get(key));
        String name = job.getId() + " / " + ApiText.or(step.getName(), "step " + step.getIndex());
        // The log of a completed step does not grow. It was read when the status changed.
        boolean isLogged = !isChanged && step.getCompletedAt() != null;
        List<PipelineStepLogEntry> entries =
                isLogged ? List.of() : entries(operation, run, job, step.getIndex(), name, key);
        // Only now, so that the end of a step is logged although its log was read in vain before.
        statuses.put(key, status);
        if (isChanged) {
            run.log(
                    operation,
                    name + ": " + status
                            + (ApiText.isMissing(step.getStatusMessage()) ? "" : ": " + step.getStatusMessage()));
        }
        entries.forEach(entry -> run.log(operation, name + " | " + ApiText.or(entry.getMessage(), "")));
        loggedEntries.merge(key, entries.size(), Integer::sum);
        if (run.isOneOfSeveral() && step.getRelatedEntities() != null) {
            logDeployment(operation, run, step.getRelatedEntities());
        }
    }

    /**
     * Returns the new lines of a step. There are none if the log cannot be read, for instance because it is old and stored
     * elsewhere: a run does not depend on the logs of its steps.
     */
    private List<PipelineStepLogEntry> entries(
            OperationContext operation, FollowedRun run, PipelineJob job, int step, String name, String key) {
        try {
            return new PipelineRuns(operation.pollingClient())
                    .log(run.app(), run.pipelineId(), run.id(), job.getId(), step, loggedEntries.getOrDefault(key, 0));
        } catch (HumanitecException e) {
            // The store of the logs can be down for long.
            if (Poller.isPassing(e) && loggedEntries.merge(key + TRIES, 1, Integer::sum) < MOST_TRIES) {
                throw e;
            }
            if (statuses.put(key + OF_LOG, "unreadable") == null) {
                run.log(operation, name + ": its log cannot be read: " + e.getMessage());
            }
            return List.of();
        }
    }

    private static void tellDeployment(OperationContext operation, FollowedRun run, PipelineStep step, String status) {
        Map<String, String> entities = step.getRelatedEntities() == null ? Map.of() : step.getRelatedEntities();
        String id = ApiText.or(entities.get(FollowedRun.DEPLOYMENT), "");
        String env = ApiText.or(entities.get(FollowedRun.ENVIRONMENT), "");
        if (!id.isEmpty() && !env.isEmpty()) {
            boolean isOver = step.getCompletedAt() != null;
            run.tell(operation, env, id, isOver ? status : "in progress", isOver);
        }
    }

    private void logDeployment(OperationContext operation, FollowedRun run, Map<String, String> entities) {
        String id = entities.get(FollowedRun.DEPLOYMENT);
        if (!ApiText.isMissing(id) && deployments.add(id)) {
            String env = entities.get(FollowedRun.ENVIRONMENT);
            run.log(
                    operation,
                    "deployment " + id + (ApiText.isMissing(env) ? "" : " to " + run.app() + "/" + env)
                            + " has started");
        }
    }

    /** Returns who can approve, and where. An approval requires the permission to deploy to its environment. */
    private static String approvers(OperationContext operation, AppRef app, @Nullable String envId) {
        if (envId == null || envId.isBlank()) {
            return "Approve it at " + operation.client().webPages().of(app);
        }
        EnvRef env = app.env(envId);
        return "Users who may deploy to " + env + " can approve it at "
                + operation.client().webPages().of(env);
    }

    void logApprovals(OperationContext operation, FollowedRun run, List<Approval> waiting) {
        for (Approval approval : waiting) {
            if (approvals.add(approval.getJobId() + "/" + approval.getId())) {
                run.log(
                        operation,
                        "job " + ApiText.or(approval.getJobId(), "(unknown)") + " waits for approval"
                                + (ApiText.isMissing(approval.getMessage()) ? "" : ": " + approval.getMessage()));
                run.log(operation, "  " + approvers(operation, run.app(), approval.getEnvId()));
            }
        }
    }
}
