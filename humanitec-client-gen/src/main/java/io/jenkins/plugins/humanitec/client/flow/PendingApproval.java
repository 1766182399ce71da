package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.ValueScope;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An approval that a pipeline run waits for.
 *
 * @param app the application of the pipeline
 * @param pipelineId the ID of the pipeline
 * @param runId the ID of the run
 * @param jobId the ID of the job that waits
 * @param id the ID of the request for approval
 * @param message what the pipeline asks; empty if it has no message
 * @param envId the ID of the environment to which one must be permitted to deploy; null if the API names none
 */
public record PendingApproval(
        AppRef app,
        String pipelineId,
        String runId,
        String jobId,
        String id,
        String message,
        @Nullable String envId) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** {@return the environment, or the application if the API names no environment} */
    public ValueScope target() {
        return envId == null || envId.isBlank() ? app : app.env(envId);
    }
}
