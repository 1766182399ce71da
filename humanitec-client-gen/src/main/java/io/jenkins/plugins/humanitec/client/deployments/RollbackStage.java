package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage that finds the deployment before a failed one, or before one whose pipeline run has failed afterwards.
 *
 * @param request the request that failed
 * @param position the position in the deployment queue, or null
 * @param fromId the ID of the deployment that the failed one was based on; null if it was not read yet
 * @param failed the failed deployment
 */
record RollbackStage(
        DeploymentRequest request,
        DeploymentQueue.@Nullable Position position,
        @Nullable String fromId,
        DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        String setId;
        Deployment before;
        try {
            requireNewest(operation);
            before = before(operation)
                    .orElseThrow(() -> new DeploymentFailedException(
                            failed, "It was not rolled back: there is no earlier deployment."));
            setId = Deployments.setOf(request.env(), before);
        } catch (ApiException | TransportException | InvalidInputException e) {
            throw new DeploymentFailedException(failed, "It was not rolled back: " + e.getMessage());
        }
        operation.log("rolling back to deployment " + ApiText.or(before.getId(), "(unknown)"));
        return new Next.Then<>(new SendStage(request.rollback(setId, failed.id()), position, null, setId, failed));
    }

    /** Fails if somebody has deployed to the environment since then, since a rollback would replace that deployment. */
    private void requireNewest(OperationContext operation) {
        Deployment last =
                new Environments(operation.client()).get(request.env()).getLastDeploy();
        if (last != null && !ApiText.isMissing(last.getId()) && !last.getId().equals(failed.id())) {
            throw new DeploymentFailedException(
                    failed, "It was not rolled back: deployment " + last.getId() + " was made after it.");
        }
    }

    /** Returns the previous deployment; empty if it belongs to another environment, which this one was copied from. */
    private Optional<Deployment> before(OperationContext operation) {
        Deployments deployments = new Deployments(operation.client());
        try {
            String id = fromId != null || failed.id() == null
                    ? fromId
                    : deployments.get(request.env(), failed.id()).getFromId();
            return id == null || id.isEmpty() ? Optional.empty() : Optional.of(deployments.get(request.env(), id));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Deployment " + failed.id() + " to " + request.env() + " was not rolled back.";
    }

    @Override
    public RuntimeException failure(RuntimeException problem) {
        return DeploymentFailedException.ofRollback(failed, problem);
    }
}
