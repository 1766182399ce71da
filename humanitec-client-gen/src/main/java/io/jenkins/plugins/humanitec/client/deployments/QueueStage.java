package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;

/**
 * The stage in which a deployment waits until it may begin: first for its turn among those of this process, then for the
 * environment to be free of any others.
 */
record QueueStage(DeploymentRequest request, DeploymentQueue.Position position) implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        EnvRef env = request.env();
        operation.client().guard().check(ProtectedAction.DEPLOYMENT, env);
        DeploymentQueue.Position ticket =
                position == null ? new DeploymentQueue.Position(operation.now(), request.mark()) : position;
        PrepareStage prepare = new PrepareStage(request, ticket);
        if (operation.client().isDryRun() || request.concurrency() == Concurrency.ALLOW) {
            return new Next.Then<>(prepare);
        }
        if (position == null && request.concurrency() == Concurrency.WAIT) {
            // The position in the line is to be the same after a restart.
            return new Next.Then<>(new QueueStage(request, ticket));
        }
        if (request.concurrency() == Concurrency.FAIL) {
            requireFree(operation, ticket);
            return new Next.Then<>(prepare);
        }
        Instant deadline = operation.now().plus(request.timeout());
        return new Next.Queue<>(
                operation.enterQueue(env, ticket),
                "another deployment to " + env + " from here to be over",
                deadline,
                () -> new Next.Await<>(
                        new Deployments(operation.pollingClient()).freePoller(env, deadline),
                        free -> new Next.Then<>(prepare)));
    }

    private void requireFree(OperationContext operation, DeploymentQueue.Position ticket) {
        EnvRef env = request.env();
        if (!operation.tryEnterQueue(env, ticket)) {
            throw new InvalidInputException("Another build is deploying to " + env + " at the moment.");
        }
        Poller.Progress<?> progress = new Deployments(operation.client())
                .freePoller(env, operation.now().plus(request.timeout()))
                .poll();
        if (progress.result().isEmpty()) {
            throw new InvalidInputException(
                    "Another deployment to " + env + " is going on: " + progress.status() + ".");
        }
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was sent to Humanitec.";
    }
}
