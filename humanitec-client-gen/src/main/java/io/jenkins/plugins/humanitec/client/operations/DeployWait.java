package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The stage in which it is settled which deployment is waited for.
 *
 * @param id the deployment, or null for the environment's last one
 */
record DeployWait(EnvRef env, String id, Duration patience) implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(Flow flow) {
        Instant deadline = flow.now().plus(patience);
        if (id != null) {
            return follow(id, deadline);
        }
        return new Next.Await<>(
                flow.watcher().deployments().watchLast(env, deadline),
                last -> follow(Deployments.idOf(env, last), deadline));
    }

    static Watch.Look<Deployment> look(EnvRef env, Optional<Environment> found) {
        Deployment last = found.orElseThrow(() -> Environments.missing(env)).getLastDeploy();
        if (last == null) {
            throw new InvalidInputException("Nothing was deployed to " + env + " yet.");
        }
        return new Watch.Look<>(Optional.of(last), last.getStatus());
    }

    private Next<DeploymentResult> follow(String deployment, Instant deadline) {
        DeploymentRequest anyRequest = DeploymentRequest.again(env).withPatience(patience);
        return new Next.Then<>(new DeployFollow(anyRequest, null, deployment, deadline, null));
    }

    @Override
    public String abandon(Flow flow) {
        return "Nothing was changed in Humanitec.";
    }
}
