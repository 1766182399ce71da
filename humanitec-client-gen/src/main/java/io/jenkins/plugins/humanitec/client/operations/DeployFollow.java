package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.errors.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.polling.Turns;
import java.time.Instant;
import java.util.List;

/**
 * The stage in which a deployment is waited for.
 *
 * @param request what was asked for; of a deployment that somebody else began, all but the environment are defaults
 * @param ticket the turn that lasts until the deployment is over, or null
 * @param failed the deployment that this one rolls back, or null
 */
record DeployFollow(
        DeploymentRequest request, Turns.Ticket ticket, String id, Instant deadline, DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(Flow flow) {
        EnvRef env = request.env();
        if (ticket != null) {
            // After a restart, others are to know of it.
            flow.tryTakeTurn(env, ticket);
        }
        Deployments deployments = flow.watcher().deployments();
        return new Next.Await<>(
                deployments.watch(env, id, deadline),
                seen -> seen.isPresent()
                        ? over(flow, seen.get())
                        : new Next.Await<>(
                                deployments.watchItself(env, id, deadline), deployment -> over(flow, deployment)));
    }

    private Next<DeploymentResult> over(Flow flow, Deployment deployment) {
        flow.say("deployment " + id + " to " + request.env() + ": " + deployment.getStatus());
        if (!DeploymentResult.hasSucceeded(deployment)) {
            return new Next.Await<>(
                    flow.watcher().deployments().problems(request.env(), id),
                    problems -> failed(flow, deployment, problems));
        }
        if (failed != null) {
            throw new DeploymentFailedException(
                    failed, "Deployment " + id + " has brought back what was there before.");
        }
        return new Next.Done<>(DeploymentResult.of(request.env(), id, deployment, List.of()));
    }

    private Next<DeploymentResult> failed(Flow flow, Deployment deployment, List<DeploymentProblem> problems) {
        problems.forEach(problem -> flow.say("  " + problem));
        DeploymentResult result = DeploymentResult.of(request.env(), id, deployment, problems);
        if (failed != null) {
            throw new DeploymentFailedException(
                    failed, "Deployment " + id + ", which was to bring back what was there before, has failed too.");
        }
        if (!request.rollsBack()) {
            throw new DeploymentFailedException(result, "");
        }
        return new Next.Then<>(new DeployRollback(request, ticket, deployment.getFromId(), result));
    }

    @Override
    public String abandon(Flow flow) {
        return "Deployment " + id + " to " + request.env() + " goes on in Humanitec.";
    }
}
