package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Delta;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Deployments to environments. */
public final class Deployments {

    private static final int OK = 200;
    private static final Duration TIMEOUT_FOR_ERRORS = Duration.ofMinutes(1);

    private final ClientContext client;

    /** @param client the client to use */
    public Deployments(ClientContext client) {
        this.client = client;
    }

    /**
     * Returns the first stage of {@link #deploy}, for those who run stages themselves.
     *
     * @param request what to deploy
     * @return the stage
     */
    public static Stage<DeploymentResult> deploymentStage(DeploymentRequest request) {
        return new QueueStage(request, null);
    }

    /**
     * Returns the first stage of {@link #follow}, for those who run stages themselves.
     *
     * @param env the environment
     * @param deploymentId the deployment; null for the last one of the environment at the first request
     * @param timeout how long to wait, more than zero
     * @return the stage
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Stage<DeploymentResult> followStage(EnvRef env, String deploymentId, Duration timeout) {
        Poller.requireTimeout(timeout);
        return new FindDeploymentStage(env, deploymentId, timeout);
    }

    /**
     * Sends a deployment, exactly once, waits for its end, and rolls it back if it fails, as the request says.
     *
     * @param request what to deploy
     * @return the operation, which fails with a {@link DeploymentFailedException} if the deployment fails
     */
    public LongOperation<DeploymentResult> deploy(DeploymentRequest request) {
        return new LongOperation<>(deploymentStage(request), client);
    }

    /**
     * Deploys to an environment what runs in another one, as {@link #deploy} does.
     *
     * @param from an environment
     * @param to another environment of the same application
     * @return the operation
     * @throws InvalidInputException if they are the same environment, or of different applications
     */
    public LongOperation<DeploymentResult> promote(EnvRef from, EnvRef to) {
        return deploy(DeploymentRequest.promotion(from, to));
    }

    /**
     * Waits for the end of a deployment that was started elsewhere.
     *
     * @param env the environment
     * @param deploymentId the deployment; null for the last one of the environment at the first request
     * @return the operation, which fails with a {@link DeploymentFailedException} if the deployment fails
     */
    public LongOperation<DeploymentResult> follow(EnvRef env, String deploymentId) {
        return new LongOperation<>(followStage(env, deploymentId, OperationContext.NO_LIMIT), client);
    }

    /**
     * @param env an environment
     * @return its deployments, the newest first
     * @throws HumanitecException if the API does not answer with them
     */
    public List<Deployment> list(EnvRef env) {
        return client.api(DeploymentsApi.class)
                .listDeployments(env.app().orgId(), env.app().appId(), env.envId(), (String) null);
    }

    /**
     * @param env an environment
     * @param deploymentId the ID of a deployment to it
     * @return the deployment
     * @throws HumanitecException if the API does not answer with it
     */
    public Deployment get(EnvRef env, String deploymentId) {
        return client.api(DeploymentsApi.class)
                .getDeployment(env.app().orgId(), env.app().appId(), env.envId(), deploymentId);
    }

    /**
     * @param env an environment
     * @return the deployment that runs there: the last one that has succeeded
     * @throws HumanitecException if the API does not answer
     */
    public Optional<Deployment> running(EnvRef env) {
        Environment found = new Environments(client).get(env);
        Deployment last = found.getLastDeploy();
        if (last == null || DeploymentResult.hasSucceeded(last)) {
            return Optional.ofNullable(last);
        }
        return list(env).stream().filter(DeploymentResult::hasSucceeded).findFirst();
    }

    /** The ID of a deployment, which what follows would be about nothing without. */
    static String idOf(EnvRef env, Deployment deployment) {
        return ApiText.require(env, deployment.getId(), "a deployment without its ID");
    }

    /** The ID of the set that a deployment leads to. */
    static String setOf(EnvRef env, Deployment deployment) {
        return ApiText.require(env, deployment.getDeploymentSetId(), "a deployment without its set");
    }

    /** The deployment that was sent with the mark, if it was. */
    Optional<Deployment> marked(EnvRef env, String mark) {
        Optional<Deployment> marked = list(env).stream()
                .filter(deployment -> deployment.getComment() != null
                        && deployment.getComment().endsWith("[" + mark + "]"))
                .findFirst();
        // One that cannot be followed must not be taken for one that was not sent.
        marked.ifPresent(deployment -> idOf(env, deployment));
        return marked;
    }

    /** The delta that was made for the deployment with the mark, if it was. */
    Optional<String> markedDelta(EnvRef env, String mark) {
        AppRef app = env.app();
        List<Delta> deltas = client.api(DeltasApi.class).listDeltas(app.orgId(), app.appId(), false, env.envId());
        return deltas.stream()
                .filter(delta -> delta.getMetadata() != null
                        && delta.getMetadata().getName() != null
                        && delta.getMetadata().getName().endsWith("[" + mark + "]"))
                .findFirst()
                .map(delta -> ApiText.require(env, delta.getId(), "a delta without its ID"));
    }

    /**
     * A watch that looks at the environment, which all share who wait there. It is over when the deployment is; or, with
     * nothing, when the environment has another one as its last and so does not tell.
     */
    Poller<Optional<Deployment>> environmentPoller(EnvRef env, String id, Instant deadline) {
        return new Poller<>(
                goal(env, id),
                new Environments(client).target(env),
                found -> look(env, id, found),
                client.clock(),
                deadline);
    }

    private static Poller.State<Optional<Deployment>> look(EnvRef env, String id, Optional<Environment> found) {
        Deployment last = found.orElseThrow(() -> Environments.missing(env)).getLastDeploy();
        if (last == null || !id.equals(last.getId())) {
            return new Poller.State<>(Optional.of(Optional.empty()), "another one came after it");
        }
        return DeploymentResult.isOver(last)
                ? new Poller.State<>(Optional.of(Optional.of(last)), last.getStatus())
                : new Poller.State<>(Optional.empty(), last.getStatus());
    }

    /** A watch that is over at once with the environment's last deployment. */
    Poller<Deployment> lastPoller(EnvRef env, Instant deadline) {
        return new Poller<>(
                "the last deployment to " + env,
                new Environments(client).target(env),
                found -> FindDeploymentStage.look(env, found),
                client.clock(),
                deadline);
    }

    /** A watch that looks at the deployment itself. */
    Poller<Deployment> deploymentPoller(EnvRef env, String id, Instant deadline) {
        Function<Deployment, Poller.State<Deployment>> judgement = found -> new Poller.State<>(
                DeploymentResult.isOver(found) ? Optional.of(found) : Optional.empty(), found.getStatus());
        return new Poller<>(
                goal(env, id),
                client.target(List.of(env, id), () -> get(env, id)),
                judgement,
                client.clock(),
                deadline);
    }

    /**
     * A watch that is over at once with the problems of a deployment, unless the API has trouble; then after a while. What
     * cannot be read is told as a problem: what is done about a failed deployment must not depend on the API saying why.
     */
    Poller<List<DeploymentProblem>> problemsPoller(EnvRef env, String id) {
        return new Poller<>(
                "errors of deployment " + id,
                client.lastingTarget(List.of(env, id, "errors"), () -> readProblems(env, id)),
                found -> new Poller.State<>(Optional.of(found), "read"),
                client.clock(),
                client.clock().instant().plus(TIMEOUT_FOR_ERRORS),
                lastStatus -> List.of(DeploymentProblem.unread(lastStatus)));
    }

    private List<DeploymentProblem> readProblems(EnvRef env, String id) {
        try {
            return client
                    .api(DeploymentsApi.class)
                    .listDeploymentErrors(env.app().orgId(), env.app().appId(), env.envId(), id)
                    .stream()
                    .map(DeploymentProblem::of)
                    .toList();
        } catch (HumanitecException e) {
            if (Poller.isPassing(e)) {
                throw e;
            }
            return List.of(DeploymentProblem.unread(e.getMessage()));
        }
    }

    /** A watch that is over when no deployment to the environment is going on. */
    Poller<Environment> freePoller(EnvRef env, Instant deadline) {
        return new Poller<>(
                "a deployment to " + env + " to begin",
                new Environments(client).target(env),
                found -> lookFree(found.orElseThrow(() -> Environments.missing(env))),
                client.clock(),
                deadline);
    }

    private static Poller.State<Environment> lookFree(Environment found) {
        Deployment last = found.getLastDeploy();
        return last == null || DeploymentResult.isOver(last)
                ? new Poller.State<>(Optional.of(found), "free")
                : new Poller.State<>(
                        Optional.empty(),
                        "deployment " + ApiText.or(last.getId(), "(unknown)") + " is "
                                + ApiText.or(last.getStatus(), "in a state that is not told"));
    }

    private static String goal(EnvRef env, String id) {
        return "deployment " + id + " to " + env;
    }
}
