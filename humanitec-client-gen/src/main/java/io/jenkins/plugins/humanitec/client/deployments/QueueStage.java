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
import org.jspecify.annotations.Nullable;

/**
 * The stage that waits until a deployment may start: first for its position in the queue of this process, then for the end of
 * other deployments to the environment.
 */
record QueueStage(DeploymentRequest request, DeploymentQueue.@Nullable Position position)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        EnvRef env = request.env();
        operation.client().guard().check(ProtectedAction.DEPLOYMENT, env);
        if (request.options().isApproved()) {
            operation.client().guard().check(ProtectedAction.APPROVAL, env);
        }
        DeploymentQueue.Position queued =
                position == null ? new DeploymentQueue.Position(operation.now(), request.mark()) : position;
        PrepareStage prepare = new PrepareStage(request, queued);
        if (operation.client().isDryRun() || request.options().concurrency() == Concurrency.ALLOW) {
            return new Next.Then<>(prepare);
        }
        if (position == null && request.options().concurrency() == Concurrency.WAIT) {
            // Store the stage with its position, so that the position stays the same after a restart.
            return new Next.Then<>(new QueueStage(request, queued));
        }
        if (request.options().concurrency() == Concurrency.FAIL) {
            requireFree(operation, queued);
            return new Next.Then<>(prepare);
        }
        Instant deadline = operation.now().plus(request.timeout());
        return new Next.Queue<>(
                operation.enterQueue(env, queued),
                "earlier deployments to " + env + " in the queue",
                deadline,
                () -> new Next.Await<>(
                        new Deployments(operation.pollingClient()).freePoller(env, deadline),
                        free -> new Next.Then<>(prepare)));
    }

    private void requireFree(OperationContext operation, DeploymentQueue.Position queued) {
        EnvRef env = request.env();
        if (!operation.tryEnterQueue(env, queued)) {
            throw new InvalidInputException("Another build is deploying to " + env
                    + ". Try again when it has ended, or set the concurrency to 'wait'.");
        }
        Poller.Progress<?> progress = new Deployments(operation.client())
                .freePoller(env, operation.now().plus(request.timeout()))
                .poll();
        if (progress.result().isEmpty()) {
            throw new InvalidInputException("Another deployment to " + env + " is in progress: " + progress.status()
                    + ". Try again when it has ended, or set the concurrency to 'wait'.");
        }
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was sent to Humanitec.";
    }
}
