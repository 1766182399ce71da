package io.jenkins.plugins.humanitec.client.deployments;

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
 * The stage that finds the deployment before a failed one.
 *
 * @param request the request that failed
 * @param position the position in the deployment queue, or null
 * @param fromId the ID of the deployment that the failed one was based on
 * @param failed the failed deployment
 */
record RollbackStage(
        DeploymentRequest request, DeploymentQueue.@Nullable Position position, String fromId, DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        String setId;
        try {
            Deployment before = before(operation)
                    .orElseThrow(() -> new DeploymentFailedException(
                            failed, "It was not rolled back: there is no earlier deployment."));
            setId = Deployments.setOf(request.env(), before);
        } catch (ApiException | TransportException e) {
            throw new DeploymentFailedException(failed, "It was not rolled back: " + e.getMessage());
        }
        operation.log("rolling back to deployment " + fromId);
        return new Next.Then<>(new SendStage(request.rollback(setId, failed.id()), position, null, setId, failed));
    }

    /** Returns the previous deployment; empty if it belongs to another environment, which this one was copied from. */
    private Optional<Deployment> before(OperationContext operation) {
        if (fromId == null || fromId.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Deployments(operation.client()).get(request.env(), fromId));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Deployment " + failed.id() + " to " + request.env() + " has failed and was not rolled back.";
    }
}
