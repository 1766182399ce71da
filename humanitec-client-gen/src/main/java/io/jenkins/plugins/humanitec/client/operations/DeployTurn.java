package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.Act;
import io.jenkins.plugins.humanitec.client.polling.Turns;
import java.time.Instant;

/**
 * The stage in which a deployment waits until it may begin: first for its turn among those of this process, then for the
 * environment to be free of any others.
 */
record DeployTurn(DeploymentRequest request, Turns.Ticket place) implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(Flow flow) {
        EnvRef env = request.env();
        flow.client().guard().check(Act.DEPLOYMENT, env);
        Turns.Ticket ticket = place == null ? new Turns.Ticket(flow.now(), request.mark()) : place;
        DeployPrepare prepare = new DeployPrepare(request, ticket);
        if (flow.client().isDryRun() || request.concurrency() == Concurrency.ALLOW) {
            return new Next.Then<>(prepare);
        }
        if (place == null && request.concurrency() == Concurrency.WAIT) {
            // The place in the line is to be the same after a restart.
            return new Next.Then<>(new DeployTurn(request, ticket));
        }
        if (request.concurrency() == Concurrency.FAIL) {
            requireFree(flow, ticket);
            return new Next.Then<>(prepare);
        }
        Instant deadline = flow.now().plus(request.patience());
        return new Next.Queue<>(
                flow.takeTurn(env, ticket),
                "another deployment to " + env + " from here to be over",
                deadline,
                () -> new Next.Await<>(
                        flow.watcher().deployments().watchFree(env, deadline), free -> new Next.Then<>(prepare)));
    }

    private void requireFree(Flow flow, Turns.Ticket ticket) {
        EnvRef env = request.env();
        if (!flow.tryTakeTurn(env, ticket)) {
            throw new InvalidInputException("Another build is deploying to " + env + " at the moment.");
        }
        Watch.Progress<?> progress = flow.client()
                .deployments()
                .watchFree(env, flow.now().plus(request.patience()))
                .poll();
        if (progress.result().isEmpty()) {
            throw new InvalidInputException(
                    "Another deployment to " + env + " is going on: " + progress.status() + ".");
        }
    }

    @Override
    public String abandon(Flow flow) {
        return "Nothing was sent to Humanitec.";
    }
}
