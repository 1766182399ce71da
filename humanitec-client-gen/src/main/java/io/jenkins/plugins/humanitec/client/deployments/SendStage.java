package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentCreate;
import java.util.List;
import java.util.Optional;

/**
 * The stage in which a deployment is sent. The API has no key against doing it twice, so whether it was sent before is found
 * out by the mark in its comment.
 *
 * @param failed the deployment that this one rolls back, or null
 */
record SendStage(
        DeploymentRequest request,
        DeploymentQueue.Position position,
        String deltaId,
        String setId,
        DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        if (failed == null) {
            return send(operation);
        }
        try {
            return send(operation);
        } catch (TransportException | ServerErrorException | UnreadableResponseException e) {
            throw new DeploymentFailedException(
                    failed, "Whether it is being rolled back is not known: " + e.getMessage());
        } catch (ApiException | InvalidInputException e) {
            throw new DeploymentFailedException(failed, "It was not rolled back: " + e.getMessage());
        }
    }

    private Next<DeploymentResult> send(OperationContext operation) {
        EnvRef env = request.env();
        Deployments deployments = new Deployments(operation.client());
        Optional<Deployment> sent = operation.isRepeated() ? deployments.marked(env, request.mark()) : Optional.empty();
        if (sent.isPresent()) {
            return follow(operation, sent.get(), " goes on");
        }
        try {
            Deployment created = operation
                    .client()
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
                    operation,
                    WriteRequests.due(created, Deployment::getId, env.app(), "/envs/" + env.envId() + "/deploys"),
                    " has begun");
        } catch (ConflictException e) {
            if (request.concurrency() != Concurrency.WAIT || !isOccupied(operation)) {
                throw e;
            }
            // Somebody else was quicker.
            return new Next.Then<>(new QueueStage(request, position));
        } catch (TransportException | UnreadableResponseException e) {
            return follow(operation, deployments.marked(env, request.mark()).orElseThrow(() -> e), " has begun");
        }
    }

    private boolean isOccupied(OperationContext operation) {
        return new Deployments(operation.client())
                .freePoller(request.env(), operation.now().plus(request.timeout()))
                .poll()
                .result()
                .isEmpty();
    }

    private Next<DeploymentResult> follow(OperationContext operation, Deployment deployment, String how) {
        operation.log("deployment " + deployment.getId() + " to " + request.env() + how);
        DeploymentResult result = DeploymentResult.of(request.env(), deployment.getId(), deployment, List.of());
        if (!request.waits()) {
            return new Next.Done<>(result);
        }
        return new Next.Then<>(new FollowStage(
                request, position, deployment.getId(), operation.now().plus(request.timeout()), failed));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Whether the deployment has begun is not known: look in " + request.env() + " for one with the comment '"
                + request.comment() + "'.";
    }
}
