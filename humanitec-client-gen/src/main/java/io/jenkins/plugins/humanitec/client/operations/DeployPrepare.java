package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.DeltaInput;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentCreate;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.polling.Turns;
import io.jenkins.plugins.humanitec.client.types.CreatedDelta;
import java.util.Optional;

/** The stage in which it is settled what a deployment brings: images become a delta, an environment or a wish the set. */
record DeployPrepare(DeploymentRequest request, Turns.Ticket ticket) implements Stage<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<DeploymentResult> enter(Flow flow) {
        EnvRef env = request.env();
        HumanitecClient client = flow.client();
        return switch (request.kind()) {
            case IMAGES -> images(flow);
            case DELTA -> send(flow, new DeploymentCreate().deltaId(request.id()), null);
            case SET -> set(flow, request.id());
            case AGAIN ->
                set(
                        flow,
                        setOf(Optional.ofNullable(client.environments().get(env).getLastDeploy()), env));
            case PROMOTION -> {
                EnvRef from = env.app().env(request.id());
                yield set(flow, setOf(client.deployments().running(from), from));
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
    private Next<DeploymentResult> set(Flow flow, String setId) {
        if (flow.client().isDryRun()) {
            flow.client()
                    .differences()
                    .base(request.env())
                    .map(base -> flow.client()
                            .differences()
                            .betweenSets(request.env().app(), base, setId))
                    .ifPresent(difference -> difference.lines().forEach(flow::say));
        }
        return send(flow, new DeploymentCreate().deploymentSetId(setId), setId);
    }

    private Next<DeploymentResult> images(Flow flow) {
        EnvRef env = request.env();
        AppRef app = env.app();
        Environment found = flow.client().environments().get(env);
        String base = Differences.base(env, found)
                .orElseThrow(() -> new InvalidInputException("Nothing was deployed to " + env
                        + " yet, so there is no workload whose image could be changed."));
        ImageChanges changes = ImageChanges.of(env, flow.client().differences().set(app, base), request.images());
        changes.lines().forEach(flow::say);
        if (flow.client().isDryRun()) {
            return send(flow, null, null);
        }
        return send(flow, new DeploymentCreate().deltaId(deltaId(flow, changes)), null);
    }

    /** A delta that was made but not deployed does no harm, yet there is no need for two of them. */
    private String deltaId(Flow flow, ImageChanges changes) {
        EnvRef env = request.env();
        DeltaInput delta = changes.delta(env, request.comment());
        Optional<String> made =
                flow.isRepeated() ? flow.client().deployments().markedDelta(env, request.mark()) : Optional.empty();
        if (made.isPresent()) {
            return made.get();
        }
        try {
            DeltasApi api = flow.client().api(DeltasApi.class);
            return Writes.due(
                            api.createDelta(env.app().orgId(), env.app().appId(), delta),
                            CreatedDelta::id,
                            env.app(),
                            "/deltas")
                    .id();
        } catch (TransportException | UnreadableResponseException e) {
            return flow.client().deployments().markedDelta(env, request.mark()).orElseThrow(() -> e);
        }
    }

    private Next<DeploymentResult> send(Flow flow, DeploymentCreate body, String setId) {
        if (flow.client().isDryRun()) {
            String what = request.kind() == DeploymentRequest.Kind.DELTA ? "delta " + request.id() : "this";
            flow.say(what + " would be deployed to " + request.env());
            return new Next.Done<>(DeploymentResult.dryRun(request, setId));
        }
        return new Next.Then<>(new DeploySend(request, ticket, body.getDeltaId(), body.getDeploymentSetId(), null));
    }

    @Override
    public String abandon(Flow flow) {
        return "Nothing was deployed.";
    }
}
