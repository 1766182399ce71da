package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.errors.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.polling.Turns;

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
        if (fromId == null || fromId.isEmpty()) {
            throw new DeploymentFailedException(failed, "There is no deployment before it to go back to.");
        }
        Deployment before = flow.client().deployments().get(request.env(), fromId);
        flow.say("going back to deployment " + fromId);
        String setId = before.getDeploymentSetId();
        return new Next.Then<>(new DeploySend(request.rollback(setId, failed.id()), ticket, null, setId, failed));
    }

    @Override
    public String abandon(Flow flow) {
        return "Deployment " + failed.id() + " to " + request.env() + " has failed and was not rolled back.";
    }
}
