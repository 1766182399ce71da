package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentCreate;
import io.jenkins.plugins.humanitec.client.polling.Turns;
import java.util.List;
import java.util.Optional;

/**
 * The stage in which a deployment is sent. The API has no key against doing it twice, so whether it was sent before is found
 * out by the mark in its comment.
 *
 * @param failed the deployment that this one rolls back, or null
 */
record DeploySend(DeploymentRequest request, Turns.Ticket ticket, String deltaId, String setId, DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(Flow flow) {
        if (failed == null) {
            return send(flow);
        }
        try {
            return send(flow);
        } catch (TransportException | ServerErrorException | UnreadableResponseException e) {
            throw new DeploymentFailedException(
                    failed, "Whether it is being rolled back is not known: " + e.getMessage());
        } catch (ApiException | InvalidInputException e) {
            throw new DeploymentFailedException(failed, "It was not rolled back: " + e.getMessage());
        }
    }

    private Next<DeploymentResult> send(Flow flow) {
        EnvRef env = request.env();
        Deployments deployments = flow.client().deployments();
        Optional<Deployment> sent = flow.isRepeated() ? deployments.marked(env, request.mark()) : Optional.empty();
        if (sent.isPresent()) {
            return follow(flow, sent.get(), " goes on");
        }
        try {
            Deployment created = flow.client()
                    .api(DeploymentsApi.class)
                    .createDeployment(
                            env.app().orgId(),
                            env.app().appId(),
                            env.envId(),
                            new DeploymentCreate()
                                    .comment(request.comment())
                                    .deltaId(deltaId)
                                    .deploymentSetId(setId));
            return follow(
                    flow,
                    Writes.due(created, Deployment::getId, env.app(), "/envs/" + env.envId() + "/deploys"),
                    " has begun");
        } catch (ConflictException e) {
            if (request.concurrency() != Concurrency.WAIT || !isOccupied(flow)) {
                throw e;
            }
            // Somebody else was quicker.
            return new Next.Then<>(new DeployTurn(request, ticket));
        } catch (TransportException | UnreadableResponseException e) {
            return follow(flow, deployments.marked(env, request.mark()).orElseThrow(() -> e), " has begun");
        }
    }

    private boolean isOccupied(Flow flow) {
        return flow.client()
                .deployments()
                .watchFree(request.env(), flow.now().plus(request.patience()))
                .poll()
                .result()
                .isEmpty();
    }

    private Next<DeploymentResult> follow(Flow flow, Deployment deployment, String how) {
        flow.say("deployment " + deployment.getId() + " to " + request.env() + how);
        DeploymentResult result = DeploymentResult.of(request.env(), deployment.getId(), deployment, List.of());
        if (!request.waits()) {
            return new Next.Done<>(result);
        }
        return new Next.Then<>(
                new DeployFollow(request, ticket, deployment.getId(), flow.now().plus(request.patience()), failed));
    }

    @Override
    public String abandon(Flow flow) {
        return "Whether the deployment has begun is not known: look in " + request.env() + " for one with the comment '"
                + request.comment() + "'.";
    }
}
