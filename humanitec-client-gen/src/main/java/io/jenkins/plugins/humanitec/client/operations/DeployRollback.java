package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.polling.Turns;
import java.util.Optional;

/**
 * The stage in which it is found out what was there before a failed deployment.
 *
 * @param fromId the deployment that the failed one built on
 */
record DeployRollback(DeploymentRequest request, Turns.Ticket ticket, String fromId, DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(Flow flow) {
        String setId;
        try {
            Deployment before = before(flow)
                    .orElseThrow(() ->
                            new DeploymentFailedException(failed, "There is no deployment before it to go back to."));
            setId = Deployments.setOf(request.env(), before);
        } catch (ApiException | TransportException e) {
            throw new DeploymentFailedException(failed, "It was not rolled back: " + e.getMessage());
        }
        flow.say("going back to deployment " + fromId);
        return new Next.Then<>(new DeploySend(request.rollback(setId, failed.id()), ticket, null, setId, failed));
    }

    /** The first deployment to an environment builds on one of another, if it began as a copy. */
    private Optional<Deployment> before(Flow flow) {
        if (fromId == null || fromId.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(flow.client().deployments().get(request.env(), fromId));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public String abandon(Flow flow) {
        return "Deployment " + failed.id() + " to " + request.env() + " has failed and was not rolled back.";
    }
}
