package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.SetContainers;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Delta;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.polling.PollTarget;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.score.InvalidScoreException;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Deploys to environments and reads their deployments. */
public final class Deployments {

    private static final int OK = 200;

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Deployments(ClientContext client) {
        this.client = client;
    }

    /**
     * Returns the first stage of {@link #deploy}, for callers that run stages themselves.
     *
     * @param request what to deploy
     * @return the stage
     */
    public static Stage<DeploymentResult> deploymentStage(DeploymentRequest request) {
        return new QueueStage(request, null);
    }

    /**
     * Returns the first stage of {@link #follow}, for callers that run stages themselves.
     *
     * @param env the environment
     * @param deploymentId the ID of the deployment; null for the environment's last deployment at the time of the first
     *     request
     * @param timeout how long to wait, more than zero
     * @return the stage
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Stage<DeploymentResult> followStage(EnvRef env, @Nullable String deploymentId, Duration timeout) {
        Poller.requireTimeout(timeout);
        return new FindDeploymentStage(env, deploymentId, timeout);
    }

    /**
     * Sends a deployment exactly once. Depending on the request, waits for its end and rolls it back if it fails.
     *
     * @param request what to deploy
     * @return the operation; it fails with a {@link DeploymentFailedException} if the deployment fails
     */
    public LongOperation<DeploymentResult> deploy(DeploymentRequest request) {
        return new LongOperation<>(deploymentStage(request), client);
    }

    /**
     * Deploys Score files as {@link #deploy} does. Workloads of the environment that the files do not have stay unchanged; for other
     * options, deploy a {@link DeploymentRequest#score}.
     *
     * @param env the environment to deploy to
     * @param files the Score files, at least one
     * @return the operation; it fails with an {@link InvalidScoreException} if the API refuses a file, and with a {@link
     *     DeploymentFailedException} if the deployment fails
     * @throws InvalidScoreException if a file was read with faults
     * @throws InvalidInputException if there is no file
     */
    public LongOperation<DeploymentResult> deployScore(EnvRef env, List<ScoreFile> files) {
        return deploy(DeploymentRequest.score(env, files));
    }

    /**
     * Deploys what runs in one environment to another one, as {@link #deploy} does.
     *
     * @param from the environment to copy from
     * @param to another environment of the same application
     * @return the operation
     * @throws InvalidInputException if both are the same environment, or belong to different applications
     */
    public LongOperation<DeploymentResult> promote(EnvRef from, EnvRef to) {
        return deploy(DeploymentRequest.promotion(from, to));
    }

    /**
     * Waits for the end of a deployment that something else started.
     *
     * @param env the environment
     * @param deploymentId the ID of the deployment; null for the environment's last deployment at the time of the first
     *     request
     * @return the operation; it fails with a {@link DeploymentFailedException} if the deployment fails
     */
    public LongOperation<DeploymentResult> follow(EnvRef env, @Nullable String deploymentId) {
        return new LongOperation<>(followStage(env, deploymentId, OperationContext.NO_LIMIT), client);
    }

    /**
     * {@return the deployments of an environment, newest first}
     *
     * @param env the environment
     * @throws HumanitecException if the request fails
     */
    public List<Deployment> list(EnvRef env) {
        return client.api(DeploymentsApi.class)
                .listDeployments(env.app().orgId(), env.app().appId(), env.envId(), (String) null);
    }

    /**
     * {@return a deployment}
     *
     * @param env the environment
     * @param deploymentId the ID of one of its deployments
     * @throws HumanitecException if the request fails
     */
    public Deployment get(EnvRef env, String deploymentId) {
        return client.api(DeploymentsApi.class)
                .getDeployment(env.app().orgId(), env.app().appId(), env.envId(), deploymentId);
    }

    /**
     * {@return the deployment that runs in an environment, which is the last one that succeeded; empty if there is none}
     *
     * @param env the environment
     * @throws HumanitecException if a request fails
     */
    public Optional<Deployment> running(EnvRef env) {
        Environment found = new Environments(client).get(env);
        Deployment last = found.getLastDeploy();
        if (last == null || DeploymentResult.hasSucceeded(last)) {
            return Optional.ofNullable(last);
        }
        return list(env).stream().filter(DeploymentResult::hasSucceeded).findFirst();
    }

    /**
     * {@return the images that a deployment has deployed, by workload; by {@code workload.container} for a workload with more than
     * one container}
     *
     * @param env the environment
     * @param deployment one of its deployments
     * @throws HumanitecException if the request fails
     */
    public SortedMap<String, String> images(EnvRef env, Deployment deployment) {
        return SetContainers.images(new Differences(client).set(env.app(), setOf(env, deployment)));
    }

    /** Returns the ID of a deployment. Fails if the API does not return it, since no further request is possible without it. */
    static String idOf(EnvRef env, Deployment deployment) {
        return ApiText.require(env, deployment.getId(), "a deployment without its ID");
    }

    /** Returns the ID of the set of a deployment. Fails if the API does not return it. */
    static String setOf(EnvRef env, Deployment deployment) {
        return ApiText.require(env, deployment.getDeploymentSetId(), "a deployment without its set");
    }

    /** Returns whether a comment or name ends with the mark of a request. */
    static boolean isMarked(@Nullable String text, String mark) {
        return text != null && text.endsWith("[" + mark + "]");
    }

    /** Finds the deployment whose comment ends with the mark. */
    Optional<Deployment> marked(EnvRef env, String mark) {
        Optional<Deployment> marked = list(env).stream()
                .filter(deployment -> isMarked(deployment.getComment(), mark))
                .findFirst();
        // Fail if it has no ID: an empty result would mean that it was not sent.
        marked.ifPresent(deployment -> idOf(env, deployment));
        return marked;
    }

    /** Returns the ID of the newest deployment that a pipeline run has started. */
    Optional<String> ofRun(EnvRef env, String runId) {
        return list(env).stream()
                .filter(deployment -> deployment.getPipeline() != null
                        && runId.equals(deployment.getPipeline().getRunId()))
                .findFirst()
                .map(deployment -> idOf(env, deployment));
    }

    /** Finds the delta whose name ends with the mark. */
    Optional<String> markedDelta(EnvRef env, String mark) {
        AppRef app = env.app();
        List<Delta> deltas = client.api(DeltasApi.class).listDeltas(app.orgId(), app.appId(), false, env.envId());
        return deltas.stream()
                .filter(delta -> delta.getMetadata() != null
                        && isMarked(delta.getMetadata().getName(), mark))
                .findFirst()
                .map(delta -> ApiText.require(env, delta.getId(), "a delta without its ID"));
    }

    /**
     * Polls the environment until the deployment has ended. All operations that wait for this environment share the requests.
     * The result is empty if a newer deployment hides this one.
     */
    Poller<Optional<Deployment>> environmentPoller(EnvRef env, String id, Instant deadline) {
        return new Poller<>(goal(env, id), target(env, id), found -> assess(env, id, found), client.clock(), deadline);
    }

    /** Returns the target of pollers that wait for the end of a deployment, which may be unknown. */
    private PollTarget<Optional<Environment>> target(EnvRef env, @Nullable String id) {
        return new Environments(client).target(env).withForecaster(new DeploymentForecaster(client, env, id));
    }

    private static Poller.State<Optional<Deployment>> assess(EnvRef env, String id, Optional<Environment> found) {
        Deployment last = found.orElseThrow(() -> Environments.missing(env)).getLastDeploy();
        if (last == null || !id.equals(last.getId())) {
            return new Poller.State<>(Optional.of(Optional.empty()), "a newer deployment exists");
        }
        return DeploymentResult.isOver(last)
                ? new Poller.State<>(Optional.of(Optional.of(last)), last.getStatus())
                : new Poller.State<>(Optional.empty(), last.getStatus());
    }

    /** Reads the environment's last deployment. Polls only to repeat failed requests. */
    Poller<Deployment> lastPoller(EnvRef env, Instant deadline) {
        return new Poller<>(
                "the last deployment to " + env,
                new Environments(client).target(env),
                found -> FindDeploymentStage.assess(env, found),
                client.clock(),
                deadline);
    }

    /** Polls the deployment itself until it has ended. */
    Poller<Deployment> deploymentPoller(EnvRef env, String id, Instant deadline) {
        Function<Deployment, Poller.State<Deployment>> assessment = found -> new Poller.State<>(
                DeploymentResult.isOver(found) ? Optional.of(found) : Optional.empty(), found.getStatus());
        return new Poller<>(
                goal(env, id),
                client.target(List.of(env, id), () -> get(env, id)),
                assessment,
                client.clock(),
                deadline);
    }

    /** Polls the environment until no deployment to it is in progress. */
    Poller<Environment> freePoller(EnvRef env, Instant deadline) {
        return new Poller<>(
                "other deployments to " + env,
                target(env, null),
                found -> assessFree(found.orElseThrow(() -> Environments.missing(env))),
                client.clock(),
                deadline);
    }

    private static Poller.State<Environment> assessFree(Environment found) {
        Deployment last = found.getLastDeploy();
        return last == null || DeploymentResult.isOver(last)
                ? new Poller.State<>(Optional.of(found), "free")
                : new Poller.State<>(
                        Optional.empty(),
                        "deployment " + ApiText.or(last.getId(), "(unknown)") + " is "
                                + ApiText.or(last.getStatus(), "in an unknown state"));
    }

    private static String goal(EnvRef env, String id) {
        return "deployment " + id + " to " + env;
    }
}
