package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.diagnostics.DeploymentProblem;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state of a deployment.
 *
 * @param env the environment
 * @param id the deployment's ID; null in a dry run, and if a pipeline run has no deployment yet
 * @param status {@code pending}, {@code in progress}, {@code succeeded}, {@code failed}, any other status of the API, or
 *     {@code dry run}; without a deployment, the status of the pipeline run
 * @param comment the comment of the deployment
 * @param workloads the names of the workloads whose images or Score files were deployed; empty for a delta, a set, and what is
 *     promoted or repeated
 * @param runId the ID of the pipeline run that has taken the deployment; null for a direct deployment
 * @param setId the ID of the deployment set that the environment has afterwards, or null
 * @param failure why it failed, or why the pipeline run has failed after it, possibly because of another environment; null if
 *     nothing has failed
 */
public record DeploymentResult(
        EnvRef env,
        @Nullable String id,
        String status,
        String comment,
        List<String> workloads,
        @Nullable String runId,
        @Nullable String setId,
        @Nullable FailureReport failure)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The statuses of an ended deployment. With an unknown status, the deployment counts as in progress. */
    private static final Set<String> OVER = Set.of("succeeded", "failed");

    /** See {@link DeploymentOptions}. */
    private static final Pattern MARK = Pattern.compile(" ?\\[[0-9a-f]{12}]$");

    /** Copies the list. */
    public DeploymentResult {
        workloads = List.copyOf(workloads);
    }

    /**
     * {@return the errors of the deployment, or of its pipeline run; empty if nothing has failed} If the errors could not be read, the list contains one
     * problem that says why.
     */
    public List<DeploymentProblem> problems() {
        return failure == null ? List.of() : failure.problems();
    }

    static DeploymentResult of(
            DeploymentRequest request, @Nullable String id, Deployment deployment, @Nullable FailureReport failure) {
        return new DeploymentResult(
                request.env(),
                id,
                ApiText.or(deployment.getStatus(), "unknown"),
                ApiText.or(deployment.getComment(), ""),
                request.workloads(),
                deployment.getPipeline() == null
                        ? null
                        : deployment.getPipeline().getRunId(),
                deployment.getDeploymentSetId(),
                failure);
    }

    /** Returns a copy with the reason for which the pipeline run has failed after the deployment. */
    DeploymentResult withFailure(FailureReport report) {
        return new DeploymentResult(env, id, status, comment, workloads, runId, setId, report);
    }

    /** Returns the state of a pipeline run that has no deployment. */
    static DeploymentResult of(DeploymentRequest request, PipelineRunResult run) {
        return new DeploymentResult(
                request.env(), null, run.status(), request.comment(), request.workloads(), run.id(), null, null);
    }

    static DeploymentResult dryRun(DeploymentRequest request, @Nullable String setId) {
        return new DeploymentResult(
                request.env(), null, "dry run", request.comment(), request.workloads(), null, setId, null);
    }

    /**
     * {@return whether a deployment has succeeded or failed; with an unknown status, it counts as in progress}
     *
     * @param deployment the deployment
     */
    public static boolean isOver(Deployment deployment) {
        return deployment.getStatus() != null && OVER.contains(deployment.getStatus());
    }

    /**
     * {@return the comment of a deployment without the mark by which this client finds the deployment again; empty if there is none}
     *
     * @param comment the comment as the API returns it
     */
    public static String withoutMark(@Nullable String comment) {
        return comment == null ? "" : MARK.matcher(comment).replaceFirst("");
    }

    /**
     * {@return whether a deployment has succeeded}
     *
     * @param deployment the deployment
     */
    public static boolean hasSucceeded(Deployment deployment) {
        return "succeeded".equals(deployment.getStatus());
    }
}
