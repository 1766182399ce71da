package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import java.time.Instant;
import java.util.List;

/**
 * The stage in which a deployment is waited for.
 *
 * @param request what was asked for; of a deployment that somebody else began, all but the environment are defaults
 * @param position the turn that lasts until the deployment is over, or null
 * @param failed the deployment that this one rolls back, or null
 */
record FollowStage(
        DeploymentRequest request,
        DeploymentQueue.Position position,
        String id,
        Instant deadline,
        DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        EnvRef env = request.env();
        if (position != null) {
            // After a restart, others are to know of it.
            operation.tryEnterQueue(env, position);
        }
        Deployments deployments = new Deployments(operation.pollingClient());
        return new Next.Await<>(
                deployments.environmentPoller(env, id, deadline),
                seen -> seen.isPresent()
                        ? over(operation, seen.get())
                        : new Next.Await<>(
                                deployments.deploymentPoller(env, id, deadline),
                                deployment -> over(operation, deployment)));
    }

    private Next<DeploymentResult> over(OperationContext operation, Deployment deployment) {
        operation.log("deployment " + id + " to " + request.env() + ": " + deployment.getStatus());
        if (!DeploymentResult.hasSucceeded(deployment)) {
            return new Next.Await<>(
                    new Deployments(operation.pollingClient()).problemsPoller(request.env(), id),
                    problems -> failed(operation, deployment, problems));
        }
        if (failed != null) {
            throw new DeploymentFailedException(
                    failed, "Deployment " + id + " has brought back what was there before.");
        }
        return new Next.Done<>(DeploymentResult.of(request.env(), id, deployment, List.of()));
    }

    private Next<DeploymentResult> failed(
            OperationContext operation, Deployment deployment, List<DeploymentProblem> problems) {
        problems.forEach(problem -> operation.log("  " + problem));
        DeploymentResult result = DeploymentResult.of(request.env(), id, deployment, problems);
        if (failed != null) {
            throw new DeploymentFailedException(
                    failed, "Deployment " + id + ", which was to bring back what was there before, has failed too.");
        }
        if (!request.rollsBack()) {
            throw new DeploymentFailedException(result, "");
        }
        return new Next.Then<>(new RollbackStage(request, position, deployment.getFromId(), result));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Deployment " + id + " to " + request.env() + " goes on in Humanitec.";
    }
}
