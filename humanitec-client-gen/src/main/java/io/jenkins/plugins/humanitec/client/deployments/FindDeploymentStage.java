package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage that finds the deployment to wait for.
 *
 * @param env the environment
 * @param id the ID of the deployment; null for the environment's last deployment
 * @param timeout how long to wait
 */
record FindDeploymentStage(EnvRef env, @Nullable String id, Duration timeout) implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        Instant deadline = operation.now().plus(timeout);
        if (id != null) {
            return follow(id, deadline);
        }
        return new Next.Await<>(
                new Deployments(operation.pollingClient()).lastPoller(env, deadline),
                last -> follow(Deployments.idOf(env, last), deadline));
    }

    static Poller.State<Deployment> assess(EnvRef env, Optional<Environment> found) {
        Deployment last = found.orElseThrow(() -> Environments.missing(env)).getLastDeploy();
        if (last == null) {
            throw new InvalidInputException("Nothing was deployed to " + env + " yet.");
        }
        return new Poller.State<>(Optional.of(last), last.getStatus());
    }

    private Next<DeploymentResult> follow(String deployment, Instant deadline) {
        DeploymentRequest anyRequest = DeploymentRequest.again(env).withTimeout(timeout);
        return new Next.Then<>(new FollowStage(anyRequest, null, deployment, deadline, null, null));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was changed in Humanitec.";
    }
}
