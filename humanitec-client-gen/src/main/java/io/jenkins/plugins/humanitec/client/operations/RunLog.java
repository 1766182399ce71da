package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.flow.Flow;
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

    void tell(Flow flow, PipelineRunRequest request, String runId, List<PipelineJob> jobs) {
        for (PipelineJob job : jobs) {
            for (PipelineStep step : job.getSteps() == null ? List.<PipelineStep>of() : job.getSteps()) {
                // Without its place it cannot be told from others, nor its log be asked for.
                if (step.getIndex() != null) {
                    tell(flow, request, runId, job, step);
                }
            }
        }
    }

    private void tell(Flow flow, PipelineRunRequest request, String runId, PipelineJob job, PipelineStep step) {
        String key = job.getId() + "/" + step.getIndex();
        String status = Told.or(step.getStatus(), "its status is not told");
        String before = statuses.put(key, status);
        boolean isNews = !status.equals(before);
        if (NOT_BEGUN.contains(status)) {
            return;
        }
        // A step that is over has nothing more to say, once that was heard.
        boolean isSilent = !isNews && step.getCompletedAt() != null;
        List<PipelineStepLogEntry> entries = isSilent
                ? List.of()
                : flow.watcher()
                        .pipelineRuns()
                        .log(
                                request.app(),
                                request.pipelineId(),
                                runId,
                                job.getId(),
                                step.getIndex(),
                                told.getOrDefault(key, 0));
        String name = job.getId() + " / " + Told.or(step.getName(), "step " + step.getIndex());
        if (isNews) {
            flow.say(name + ": " + status
                    + (Told.isMissing(step.getStatusMessage()) ? "" : ": " + step.getStatusMessage()));
        }
        entries.forEach(entry -> flow.say(name + " | " + Told.or(entry.getMessage(), "")));
        told.merge(key, entries.size(), Integer::sum);
    }

    void tellApprovals(Flow flow, List<Approval> waiting) {
        for (Approval approval : waiting) {
            if (approvals.add(approval.getJobId() + "/" + approval.getId())) {
                flow.say("job " + Told.or(approval.getJobId(), "(unknown)") + " waits for approval"
                        + (Told.isMissing(approval.getMessage()) ? "" : ": " + approval.getMessage())
                        + (Told.isMissing(approval.getEnvId()) ? "" : " (environment " + approval.getEnvId() + ")"));
            }
        }
    }
}
