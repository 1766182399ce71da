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

/** Tells of a run what was not told before: changes of its steps, what these wrote, and what it waits for. */
final class RunLog implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<String> NOT_BEGUN = Set.of("pending", "queued");

    private final ConcurrentHashMap<String, String> statuses = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> told = new ConcurrentHashMap<>();
    private final Set<String> approvals = ConcurrentHashMap.newKeySet();

    void tell(OperationContext operation, PipelineRunRequest request, String runId, List<PipelineJob> jobs) {
        for (PipelineJob job : jobs) {
            for (PipelineStep step : job.getSteps() == null ? List.<PipelineStep>of() : job.getSteps()) {
                // Without its place it cannot be told from others, nor its log be asked for.
                if (step.getIndex() != null) {
                    tell(operation, request, runId, job, step);
                }
            }
        }
    }

    private void tell(
            OperationContext operation, PipelineRunRequest request, String runId, PipelineJob job, PipelineStep step) {
        String key = job.getId() + "/" + step.getIndex();
        String status = ApiText.or(step.getStatus(), "its status is unknown");
        String before = statuses.put(key, status);
        boolean isNews = !status.equals(before);
        if (NOT_BEGUN.contains(status)) {
            return;
        }
        // A step that is over has nothing more to say, once that was heard.
        boolean isSilent = !isNews && step.getCompletedAt() != null;
        List<PipelineStepLogEntry> entries = isSilent
                ? List.of()
                : new PipelineRuns(operation.pollingClient())
                        .log(
                                request.app(),
                                request.pipelineId(),
                                runId,
                                job.getId(),
                                step.getIndex(),
                                told.getOrDefault(key, 0));
        String name = job.getId() + " / " + ApiText.or(step.getName(), "step " + step.getIndex());
        if (isNews) {
            operation.log(name + ": " + status
                    + (ApiText.isMissing(step.getStatusMessage()) ? "" : ": " + step.getStatusMessage()));
        }
        entries.forEach(entry -> operation.log(name + " | " + ApiText.or(entry.getMessage(), "")));
        told.merge(key, entries.size(), Integer::sum);
    }

    void tellApprovals(OperationContext operation, List<Approval> waiting) {
        for (Approval approval : waiting) {
            if (approvals.add(approval.getJobId() + "/" + approval.getId())) {
                operation.log("job " + ApiText.or(approval.getJobId(), "(unknown)") + " waits for approval"
                        + (ApiText.isMissing(approval.getMessage()) ? "" : ": " + approval.getMessage())
                        + (ApiText.isMissing(approval.getEnvId()) ? "" : " (environment " + approval.getEnvId() + ")"));
            }
        }
    }
}
