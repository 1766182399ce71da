package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.input.Images;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.model.WorkloadDeploymentSet;
import io.jenkins.plugins.humanitec.client.score.Scores;
import io.jenkins.plugins.humanitec.client.types.CreatedDelta;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stage that determines what to send: a delta for images or Score files, or the ID of a delta or set. */
record PrepareStage(DeploymentRequest request, DeploymentQueue.@Nullable Position position)
        implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(OperationContext operation) {
        EnvRef env = request.env();
        ClientContext client = operation.client();
        return switch (request.kind()) {
            case IMAGES -> images(operation);
            case SCORE -> score(operation);
            case DELTA -> send(operation, request.id(), null);
            case SET -> set(operation, request.id());
            case AGAIN ->
                set(
                        operation,
                        setOf(
                                Optional.ofNullable(
                                        new Environments(client).get(env).getLastDeploy()),
                                env));
            case REDEPLOYMENT ->
                set(operation, setOf(Optional.of(new Deployments(client).get(env, request.id())), env));
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
     * Deploys a set, which makes the environment equal to it. The API's documentation recommends a rebase to copy an
     * environment, for the sake of its history. A rebase needs a second request, and another deployment can start between the
     * two.
     */
    private Next<DeploymentResult> set(OperationContext operation, String setId) {
        if (operation.client().isDryRun()) {
            difference(operation.client(), setId)
                    .ifPresent(difference -> difference.lines().forEach(operation::log));
        } else if (operation.needsDifferences()) {
            try {
                // Without retries, because the deployment does not depend on it.
                difference(operation.pollingClient(), setId).ifPresent(difference -> tell(operation, difference));
            } catch (HumanitecException e) {
                operation.log("the differences are unknown: " + e.getMessage());
            }
        }
        return send(operation, null, setId);
    }

    private Optional<Difference> difference(ClientContext client, String setId) {
        Differences differences = new Differences(client);
        return differences
                .base(request.env())
                .map(base -> differences.betweenSets(request.env().app(), base, setId));
    }

    private static void tell(OperationContext operation, Difference difference) {
        operation.differences(
                difference.changes().stream().map(Difference.Change::toString).toList());
    }

    private Next<DeploymentResult> images(OperationContext operation) {
        EnvRef env = request.env();
        Images.requireAll(request.images());
        AppRef app = env.app();
        Environment found = new Environments(operation.client()).get(env);
        String base = Differences.base(env, found)
                .orElseThrow(() -> new InvalidInputException("Nothing was deployed to " + env
                        + " yet, so no image can be changed. Deploy a set or a delta first."));
        ImageChanges changes =
                ImageChanges.of(env, new Differences(operation.client()).set(app, base), request.images());
        changes.lines().forEach(operation::log);
        tell(operation, changes.difference());
        if (operation.client().isDryRun()) {
            requireAccepted(operation, null, base);
            return dryRun(operation, null);
        }
        return send(operation, deltaId(operation, changes.delta(env, request.comment())), null);
    }

    private Next<DeploymentResult> score(OperationContext operation) {
        EnvRef env = request.env();
        request.files()
                .forEach(file -> operation.log(
                        "Score file " + file.files().stream().distinct().collect(Collectors.joining(" with "))));
        WorkloadDeploymentSet wanted =
                new Scores(operation.client()).convert(env.app().orgId(), request.files());
        Differences differences = new Differences(operation.client());
        Optional<String> base = differences.base(env);
        DeploymentSet current = base.map(set -> differences.set(env.app(), set)).orElseGet(DeploymentSet::new);
        ScoreChanges changes = ScoreChanges.of(wanted, current, request.isExact());
        changes.difference().lines().forEach(operation::log);
        tell(operation, changes.difference());
        PrepareStage named =
                new PrepareStage(request.withWorkloads(wanted.getModules().keySet()), position);
        if (operation.client().isDryRun()) {
            base.ifPresentOrElse(
                    set -> requireAccepted(operation, null, set),
                    () -> operation.log("nothing was deployed to " + env
                            + " yet, so it was not checked whether Humanitec accepts the deployment"));
            return named.dryRun(operation, null);
        }
        return named.send(operation, deltaId(operation, changes.delta(env, request.comment())), null);
    }

    /** Returns the ID of the delta. Reuses a delta that this request created before, although an unused delta is harmless. */
    private String deltaId(OperationContext operation, DeltaInput delta) {
        EnvRef env = request.env();
        Optional<String> created = operation.isRepeated()
                ? new Deployments(operation.client()).markedDelta(env, request.mark())
                : Optional.empty();
        if (created.isPresent()) {
            return created.get();
        }
        try {
            DeltasApi api = operation.client().api(DeltasApi.class);
            return WriteRequests.due(
                            api.createDelta(env.app().orgId(), env.app().appId(), delta),
                            CreatedDelta::id,
                            env.app(),
                            "/deltas")
                    .id();
        } catch (TransportException | ServerErrorException | UnreadableResponseException e) {
            return new Deployments(operation.client())
                    .markedDelta(env, request.mark())
                    .orElseThrow(() -> e);
        }
    }

    private Next<DeploymentResult> send(OperationContext operation, @Nullable String deltaId, @Nullable String setId) {
        if (operation.client().isDryRun()) {
            requireAccepted(operation, deltaId, setId);
            return dryRun(operation, setId);
        }
        return new Next.Then<>(new SendStage(request, position, deltaId, setId, null));
    }

    private Next<DeploymentResult> dryRun(OperationContext operation, @Nullable String setId) {
        String what = request.kind() == DeploymentContent.Kind.DELTA ? "delta " + request.id() : "these changes";
        operation.log("would deploy " + what + " to " + request.env());
        return new Next.Done<>(DeploymentResult.dryRun(request, setId));
    }

    /**
     * Fails if the API would refuse the request. In place of a delta that is not created in a dry run, the set that is deployed
     * already stands for any other: the API checks the environment, the pipeline and the permission. Without a pipeline, the API
     * offers no dry run.
     */
    private void requireAccepted(OperationContext operation, @Nullable String deltaId, @Nullable String setId) {
        AppRef app = request.env().app();
        try {
            operation
                    .client()
                    .api(PipelineRunsApi.class)
                    .createPipelineRunByCriteria(
                            app.orgId(), app.appId(), SendStage.body(request, deltaId, setId), request.mark(), true);
        } catch (NotFoundException e) {
            requireFound(operation.client(), deltaId, setId);
            operation.log("no pipeline takes deployments to " + request.env() + ", so it would be deployed directly");
        }
    }

    /** Fails if it is not the pipeline that was not found. */
    private void requireFound(ClientContext client, @Nullable String deltaId, @Nullable String setId) {
        AppRef app = request.env().app();
        new Environments(client).get(request.env());
        if (deltaId != null) {
            client.api(DeltasApi.class).getDelta(app.orgId(), app.appId(), deltaId);
        }
        if (setId != null) {
            new Differences(client).set(app, setId);
        }
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was deployed.";
    }
}
