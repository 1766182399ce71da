package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentCreate;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.types.CreatedDelta;
import java.util.Optional;

/** The stage in which it is settled what a deployment brings: images become a delta, an environment or a wish the set. */
record PrepareStage(DeploymentRequest request, DeploymentQueue.Position position) implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        EnvRef env = request.env();
        ClientContext client = operation.client();
        return switch (request.kind()) {
            case IMAGES -> images(operation);
            case DELTA -> send(operation, new DeploymentCreate().deltaId(request.id()), null);
            case SET -> set(operation, request.id());
            case AGAIN ->
                set(
                        operation,
                        setOf(
                                Optional.ofNullable(
                                        new Environments(client).get(env).getLastDeploy()),
                                env));
            case PROMOTION -> {
                EnvRef from = env.app().env(request.id());
                yield set(operation, setOf(new Deployments(client).running(from), from));
            }
        };
    }

    private static String setOf(Optional<Deployment> deployment, EnvRef env) {
        return deployment
                .map(found -> Deployments.setOf(env, found))
                .orElseThrow(() -> new InvalidInputException("Nothing was deployed to " + env + " yet."));
    }

    /**
     * A deployment by its set makes the environment equal to it. The API would rather have environments rebased to copy one
     * another, for the sake of their history; but that is a second request that other deployments can get between.
     */
    private Next<DeploymentResult> set(OperationContext operation, String setId) {
        if (operation.client().isDryRun()) {
            new Differences(operation.client())
                    .base(request.env())
                    .map(base -> new Differences(operation.client())
                            .betweenSets(request.env().app(), base, setId))
                    .ifPresent(difference -> difference.lines().forEach(operation::log));
        }
        return send(operation, new DeploymentCreate().deploymentSetId(setId), setId);
    }

    private Next<DeploymentResult> images(OperationContext operation) {
        EnvRef env = request.env();
        DeploymentRequest.requireImages(request.images());
        AppRef app = env.app();
        Environment found = new Environments(operation.client()).get(env);
        String base = Differences.base(env, found)
                .orElseThrow(() -> new InvalidInputException("Nothing was deployed to " + env
                        + " yet, so there is no workload whose image could be changed."));
        ImageChanges changes =
                ImageChanges.of(env, new Differences(operation.client()).set(app, base), request.images());
        changes.lines().forEach(operation::log);
        if (operation.client().isDryRun()) {
            return send(operation, null, null);
        }
        return send(operation, new DeploymentCreate().deltaId(deltaId(operation, changes)), null);
    }

    /** A delta that was made but not deployed does no harm, yet there is no need for two of them. */
    private String deltaId(OperationContext operation, ImageChanges changes) {
        EnvRef env = request.env();
        DeltaInput delta = changes.delta(env, request.comment());
        Optional<String> made = operation.isRepeated()
                ? new Deployments(operation.client()).markedDelta(env, request.mark())
                : Optional.empty();
        if (made.isPresent()) {
            return made.get();
        }
        try {
            DeltasApi api = operation.client().api(DeltasApi.class);
            return WriteRequests.due(
                            api.createDelta(env.app().orgId(), env.app().appId(), delta),
                            CreatedDelta::id,
                            env.app(),
                            "/deltas")
                    .id();
        } catch (TransportException | UnreadableResponseException e) {
            return new Deployments(operation.client())
                    .markedDelta(env, request.mark())
                    .orElseThrow(() -> e);
        }
    }

    private Next<DeploymentResult> send(OperationContext operation, DeploymentCreate body, String setId) {
        if (operation.client().isDryRun()) {
            String what = request.kind() == DeploymentRequest.Kind.DELTA ? "delta " + request.id() : "this";
            operation.log(what + " would be deployed to " + request.env());
            return new Next.Done<>(DeploymentResult.dryRun(request, setId));
        }
        return new Next.Then<>(new SendStage(request, position, body.getDeltaId(), body.getDeploymentSetId(), null));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was deployed.";
    }
}
