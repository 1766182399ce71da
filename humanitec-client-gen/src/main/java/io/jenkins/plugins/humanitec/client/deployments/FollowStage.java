package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.diagnostics.DeploymentProblem;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnostics;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.flow.StartedDeployment;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stage that waits for the end of a deployment.
 *
 * @param request the request; for a deployment that something else started, all fields but the environment are defaults
 * @param position the position in the deployment queue, held until the deployment has ended, or null
 * @param id the ID of the deployment
 * @param deadline when to stop waiting
 * @param failed the failed deployment that this one rolls back, or null
 * @param run the pipeline run that has started the deployment and must succeed too, or null
 */
record FollowStage(
        DeploymentRequest request,
        DeploymentQueue.@Nullable Position position,
        String id,
        Instant deadline,
        @Nullable DeploymentResult failed,
        @Nullable FollowedRun run)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        EnvRef env = request.env();
        if (position != null) {
            // After a restart, the queue must know about this deployment again.
            operation.tryEnterQueue(env, position);
        }
        tell(operation, "in progress", false);
        Deployments deployments = new Deployments(operation.pollingClient());
        return new Next.Await<>(
                deployments.environmentPoller(env, id, deadline),
                seen -> seen.isPresent()
                        ? end(operation, seen.get())
                        : new Next.Await<>(
                                deployments.deploymentPoller(env, id, deadline),
                                deployment -> end(operation, deployment)));
    }

    /** Tells of a rollback. Any other deployment is the result of the operation. */
    private void tell(OperationContext operation, String status, boolean isOver) {
        if (failed != null) {
            operation.deployment(
                    new StartedDeployment(request.env(), id, "rollback of deployment " + failed.id(), status, isOver));
        }
    }

    private Next<DeploymentResult> end(OperationContext operation, Deployment deployment) {
        tell(
                operation,
                DeploymentResult.hasSucceeded(deployment)
                        ? StartedDeployment.ROLLED_BACK
                        : ApiText.or(deployment.getStatus(), "unknown"),
                true);
        operation.log("deployment " + id + " to " + request.env() + ": " + deployment.getStatus());
        if (!DeploymentResult.hasSucceeded(deployment)) {
            return new Next.Await<>(
                    new Diagnostics(operation.pollingClient()).problemsPoller(request.env(), id),
                    problems -> failed(operation, deployment, report(operation, problems)));
        }
        if (failed != null) {
            throw new DeploymentFailedException(failed, "Deployment " + id + " has restored the previous deployment.");
        }
        DeploymentResult result = DeploymentResult.of(request, id, deployment, null);
        return run == null
                ? new Next.Done<>(result)
                : new Next.Then<>(new RunStage(request, position, run, deadline, null, result));
    }

    private FailureReport report(OperationContext operation, List<DeploymentProblem> problems) {
        Map<String, String> scoreFiles = new TreeMap<>();
        request.files().forEach(file -> file.workload().ifPresent(workload -> scoreFiles.put(workload, file.path())));
        return new Diagnostics(operation.client())
                .ofDeployment(request.env(), id, problems)
                .withScoreFiles(scoreFiles);
    }

    private Next<DeploymentResult> failed(OperationContext operation, Deployment deployment, FailureReport report) {
        report.log(operation);
        DeploymentResult result = DeploymentResult.of(request, id, deployment, report);
        if (failed != null) {
            throw new DeploymentFailedException(failed, "The rollback has failed too: deployment " + id + ".");
        }
        if (!request.options().rollsBack()) {
            throw new DeploymentFailedException(result, "");
        }
        return new Next.Then<>(new RollbackStage(request, position, deployment.getFromId(), result));
    }

    @Override
    public String abandon(OperationContext operation) {
        String deployment = "Deployment " + id + " to " + request.env() + " continues in Humanitec";
        return run == null
                ? deployment + "."
                : deployment + ", and so does " + run + ", which can deploy to other environments.";
    }

    @Override
    public RuntimeException failure(RuntimeException problem) {
        return DeploymentFailedException.ofRollback(failed, problem);
    }
}
