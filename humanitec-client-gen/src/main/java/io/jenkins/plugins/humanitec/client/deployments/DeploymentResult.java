package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A deployment as far as it has got.
 *
 * @param env the environment
 * @param id the deployment's ID; null in a dry run, which makes none
 * @param status {@code pending}, {@code in progress}, {@code succeeded}, {@code failed}, whatever else the API may say, or
 *     {@code dry run}
 * @param comment what the deployer said about it
 * @param setId the set that the environment has after it, or null
 * @param problems why it failed; empty if it did not. If the API does not tell, one of them says why that cannot be read
 */
public record DeploymentResult(
        EnvRef env, String id, String status, String comment, String setId, List<DeploymentProblem> problems)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A status that the API may have one day is none of these: it is waited until the deployment has one that is. */
    private static final Set<String> OVER = Set.of("succeeded", "failed");

    /** Copies the problems. */
    public DeploymentResult {
        problems = List.copyOf(problems);
    }

    static DeploymentResult of(EnvRef env, String id, Deployment deployment, List<DeploymentProblem> problems) {
        return new DeploymentResult(
                env,
                id,
                ApiText.or(deployment.getStatus(), "unknown"),
                ApiText.or(deployment.getComment(), ""),
                deployment.getDeploymentSetId(),
                problems);
    }

    static DeploymentResult dryRun(DeploymentRequest request, String setId) {
        return new DeploymentResult(request.env(), null, "dry run", request.comment(), setId, List.of());
    }

    static boolean isOver(Deployment deployment) {
        return deployment.getStatus() != null && OVER.contains(deployment.getStatus());
    }

    static boolean hasSucceeded(Deployment deployment) {
        return "succeeded".equals(deployment.getStatus());
    }
}
