package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.flow.PendingApproval;

/**
 * An approval that a build waits for.
 *
 * @param run the build
 * @param approval the approval
 * @param connection the name of the connection of the step
 * @param credentialsId the ID of the credentials of the step
 * @param message what the pipeline asks, without secrets; empty if it has no message
 */
public record WaitingApproval(
        @NonNull Run<?, ?> run,
        @NonNull PendingApproval approval,
        @NonNull String connection,
        @NonNull String credentialsId,
        @NonNull String message) {

    /** {@return the build} */
    public Run<?, ?> getRun() {
        return run;
    }

    /** {@return whether the current user may answer} */
    public boolean isApprover() {
        return run.hasPermission(HumanitecPermissions.APPROVE);
    }

    /** {@return the ID} */
    public String getId() {
        return approval.id();
    }

    /** {@return the ID of the job of the pipeline} */
    public String getJob() {
        return approval.jobId();
    }

    /** {@return the ID of the pipeline} */
    public String getPipeline() {
        return approval.pipelineId();
    }

    /** {@return the environment or application} */
    public String getTarget() {
        return approval.target().toString();
    }

    /** {@return what the pipeline asks; empty if it has no message} */
    public String getMessage() {
        return message;
    }
}
