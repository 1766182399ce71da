package io.jenkins.plugins.humanitec.client.pipelines;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.model.Approval;
import io.jenkins.plugins.humanitec.client.model.PipelineJob;
import io.jenkins.plugins.humanitec.client.model.PipelineStep;
import io.jenkins.plugins.humanitec.client.model.PipelineStepLogEntry;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs the new events of a run: status changes of its steps, their log lines, and approvals that the run waits for. */
final class RunLog implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<String> NOT_STARTED = Set.of("pending", "queued");

    private final ConcurrentHashMap<String, String> statuses = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> loggedEntries = new ConcurrentHashMap<>();
    private final Set<String> approvals = ConcurrentHashMap.newKeySet();

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
        String before = statuses.put(key, status);
        boolean isChanged = !status.equals(before);
        if (NOT_STARTED.contains(status)) {
            return;
        }
        // The log of a completed step does not grow. It was read when the status changed.
        boolean isLogged = !isChanged && step.getCompletedAt() != null;
        List<PipelineStepLogEntry> entries = isLogged
                ? List.of()
                : new PipelineRuns(operation.pollingClient())
                        .log(
                                run.app(),
                                run.pipelineId(),
                                run.id(),
                                job.getId(),
                                step.getIndex(),
                                loggedEntries.getOrDefault(key, 0));
        String name = job.getId() + " / " + ApiText.or(step.getName(), "step " + step.getIndex());
        if (isChanged) {
            operation.log(name + ": " + status
                    + (ApiText.isMissing(step.getStatusMessage()) ? "" : ": " + step.getStatusMessage()));
        }
        entries.forEach(entry -> operation.log(name + " | " + ApiText.or(entry.getMessage(), "")));
        loggedEntries.merge(key, entries.size(), Integer::sum);
    }

    void logApprovals(OperationContext operation, List<Approval> waiting) {
        for (Approval approval : waiting) {
            if (approvals.add(approval.getJobId() + "/" + approval.getId())) {
                operation.log("job " + ApiText.or(approval.getJobId(), "(unknown)") + " waits for approval"
                        + (ApiText.isMissing(approval.getMessage()) ? "" : ": " + approval.getMessage())
                        + (ApiText.isMissing(approval.getEnvId()) ? "" : " (environment " + approval.getEnvId() + ")"));
            }
        }
    }
}
