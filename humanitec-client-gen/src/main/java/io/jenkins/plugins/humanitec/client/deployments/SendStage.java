package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentCreate;
import io.jenkins.plugins.humanitec.client.model.DeploymentMode;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreateByCriteria;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRun;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage that sends a deployment: to the pipeline that takes the deployments of the environment, or directly if there is
 * none. The API has no idempotency key for direct deployments, so the stage recognizes an earlier one by the mark in the
 * deployment's comment.
 *
 * @param request the request
 * @param position the position in the deployment queue, or null
 * @param deltaId the ID of the delta to deploy, or null
 * @param setId the ID of the set to deploy, or null
 * @param failed the failed deployment that this one rolls back, or null
 */
record SendStage(
        DeploymentRequest request,
        DeploymentQueue.@Nullable Position position,
        @Nullable String deltaId,
        @Nullable String setId,
        @Nullable DeploymentResult failed)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    /** How many of the last runs are searched for an earlier request. */
    private static final int MOST_RUNS = 500;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        if (failed == null) {
            return send(operation);
        }
        try {
            return send(operation);
        } catch (TransportException | ServerErrorException | UnreadableResponseException e) {
            throw new DeploymentFailedException(
                    failed, "It is unknown whether the rollback has started: " + e.getMessage());
        } catch (ApiException | InvalidInputException e) {
            throw new DeploymentFailedException(failed, "It was not rolled back: " + e.getMessage());
        }
    }

    private Next<DeploymentResult> send(OperationContext operation) {
        try {
            return request(operation);
        } catch (NotFoundException e) {
            operation.log("no pipeline takes deployments to " + request.env() + ", so it is deployed directly");
            return direct(operation);
        } catch (ConflictException e) {
            return refused(operation, e);
        }
    }

    /** Requests the deployment from the pipeline for it. The API recognizes a repeated request by its idempotency key. */
    private Next<DeploymentResult> request(OperationContext operation) {
        AppRef app = request.env().app();
        Optional<PipelineRun> sent = operation.isRepeated() ? markedIfReadable(operation) : Optional.empty();
        if (sent.isPresent()) {
            // The API may have forgotten the idempotency key since then.
            return follow(operation, sent.get());
        }
        try {
            PipelineRun created = operation
                    .client()
                    .api(PipelineRunsApi.class)
                    .createPipelineRunByCriteria(
                            app.orgId(), app.appId(), body(request, deltaId, setId), request.mark(), (Boolean) null);
            WriteRequests.due(created, PipelineRun::getId, app, "/pipeline-runs");
            WriteRequests.due(created, PipelineRun::getPipelineId, app, "/pipeline-runs");
            return follow(operation, created);
        } catch (TransportException | ServerErrorException | UnreadableResponseException e) {
            return follow(operation, found(operation, e));
        }
    }

    private Next<DeploymentResult> follow(OperationContext operation, PipelineRun started) {
        FollowedRun run = new FollowedRun(request.env().app(), started.getPipelineId(), started.getId(), request.mark())
                .withApproval(request.options().isApproved());
        operation.log("deployment to " + request.env() + " is requested: " + run);
        return new Next.Then<>(
                new RunStage(request, position, run, operation.now().plus(request.timeout()), failed, null));
    }

    /** Returns the run that a request without a usable response has started. */
    private PipelineRun found(OperationContext operation, HumanitecException problem) {
        return markedIfReadable(operation).orElseThrow(() -> {
            operation.log(abandon(operation));
            return problem;
        });
    }

    private Optional<PipelineRun> markedIfReadable(OperationContext operation) {
        try {
            return marked(operation);
        } catch (HumanitecException e) {
            return Optional.empty();
        }
    }

    /**
     * Finds the run whose comment ends with the mark, among the last ones to the environment: those of the last hour, since clocks
     * can differ, or, after a restart, of any time.
     */
    private Optional<PipelineRun> marked(OperationContext operation) {
        AppRef app = request.env().app();
        PipelineRunsApi api = operation.client().api(PipelineRunsApi.class);
        OffsetDateTime since = operation.isRepeated()
                ? null
                : operation.now().minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC);
        return Pages.stream(page -> api.listPipelineRunsOfOrganizationWithHttpInfo(
                        app.orgId(),
                        List.of(app.appId()),
                        null,
                        request.env().envId(),
                        null,
                        null,
                        since,
                        null,
                        100,
                        page))
                .limit(MOST_RUNS)
                .filter(run -> run.getInputs() != null
                        && run.getInputs().get("comment") instanceof String comment
                        && Deployments.isMarked(comment, request.mark()))
                .filter(run -> !ApiText.isMissing(run.getId()) && !ApiText.isMissing(run.getPipelineId()))
                .findFirst();
    }

    static PipelineRunCreateByCriteria body(
            DeploymentRequest request, @Nullable String deltaId, @Nullable String setId) {
        DeploymentMode mode = request.options().mode();
        boolean isRedeployment = request.kind() == DeploymentContent.Kind.REDEPLOYMENT;
        return new PipelineRunCreateByCriteria()
                .trigger("deployment_request")
                .envId(request.env().envId())
                .deltaId(deltaId)
                .deploymentId(isRedeployment ? request.id() : null)
                .deploymentSetId(isRedeployment ? null : setId)
                .comment(request.comment())
                .mode(mode == null ? null : mode.getValue());
    }

    private Next<DeploymentResult> direct(OperationContext operation) {
        EnvRef env = request.env();
        Deployments deployments = new Deployments(operation.client());
        Optional<Deployment> sent = operation.isRepeated() ? deployments.marked(env, request.mark()) : Optional.empty();
        if (sent.isPresent()) {
            return follow(operation, sent.get(), " continues");
        }
        String values = values(deployments);
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
                                    .deploymentSetId(setId)
                                    .valueSetVersionId(values)
                                    .mode(request.options().mode()));
            return follow(
                    operation,
                    WriteRequests.due(created, Deployment::getId, env.app(), "/envs/" + env.envId() + "/deploys"),
                    " has started");
        } catch (ConflictException e) {
            return again(operation, e, request.with(request.options().withNewMark()));
        } catch (TransportException | ServerErrorException | UnreadableResponseException e) {
            // A gateway may have answered for the API.
            return follow(operation, deployments.marked(env, request.mark()).orElseThrow(() -> e), " has started");
        }
    }

    /** Follows the run if an earlier one of repeated requests has started it. */
    private Next<DeploymentResult> refused(OperationContext operation, ConflictException conflict) {
        Optional<PipelineRun> run;
        try {
            run = marked(operation);
        } catch (HumanitecException e) {
            // With the same mark, the next request does not start a second run.
            return again(operation, conflict, request);
        }
        return run.isPresent()
                ? follow(operation, run.get())
                : again(operation, conflict, request.with(request.options().withNewMark()));
    }

    /** Returns the version of the shared values of a deployment that is deployed again; null for the current values. */
    private @Nullable String values(Deployments deployments) {
        return request.kind() == DeploymentContent.Kind.REDEPLOYMENT
                ? deployments.get(request.env(), request.id()).getValueSetVersionId()
                : null;
    }

    /** Waits in the queue again if another deployment started after the check. */
    private Next<DeploymentResult> again(OperationContext operation, ConflictException e, DeploymentRequest next) {
        if (request.options().concurrency() != Concurrency.WAIT || !isOccupied(operation)) {
            throw e;
        }
        return new Next.Then<>(new QueueStage(next, position));
    }

    private boolean isOccupied(OperationContext operation) {
        return new Deployments(operation.client())
                .freePoller(request.env(), operation.now().plus(request.timeout()))
                .poll()
                .result()
                .isEmpty();
    }

    private Next<DeploymentResult> follow(OperationContext operation, Deployment deployment, String event) {
        operation.log("deployment " + deployment.getId() + " to " + request.env() + event);
        if (!request.options().waits()) {
            return new Next.Done<>(DeploymentResult.of(request, deployment.getId(), deployment, null));
        }
        Instant deadline = operation.now().plus(request.timeout());
        return new Next.Then<>(new FollowStage(request, position, deployment.getId(), deadline, failed, null));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is unknown whether the deployment has started. Look in " + request.env()
                + " for a deployment or a pipeline run with the comment '" + request.comment() + "'.";
    }

    @Override
    public RuntimeException failure(RuntimeException problem) {
        return DeploymentFailedException.ofRollback(failed, problem);
    }
}
