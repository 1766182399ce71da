package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.errors.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.Delta;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Deployments to environments. The long operations are {@link Stage}s. */
public final class Deployments {

    private static final int OK = 200;
    private static final Duration PATIENCE_FOR_ERRORS = Duration.ofMinutes(1);

    private final HumanitecClient client;
    private final Clock clock;

    /**
     * @param client what makes the calls
     * @param clock what deadlines are compared with
     */
    public Deployments(HumanitecClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * A deployment that is sent exactly once, and then waited for, and rolled back if it fails, as the request has it. Fails
     * with a {@link DeploymentFailedException} if the deployment does.
     *
     * @param request what is to be deployed
     * @return the operation
     */
    public static Stage<DeploymentResult> deploy(DeploymentRequest request) {
        return new DeployTurn(request, null);
    }

    /**
     * Waits for a deployment that somebody else began. Fails with a {@link DeploymentFailedException} if it does.
     *
     * @param env the environment
     * @param deploymentId the deployment; null for the one that is the environment's last when it is first looked at
     * @param patience how long to wait, longer than nothing
     * @return the operation
     * @throws InvalidInputException if the patience is not positive
     */
    public static Stage<DeploymentResult> follow(EnvRef env, String deploymentId, Duration patience) {
        Watch.requireTimeout(patience);
        return new DeployWait(env, deploymentId, patience);
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
        Environment found = client.environments().get(env);
        Deployment last = found.getLastDeploy();
        if (last == null || DeploymentResult.hasSucceeded(last)) {
            return Optional.ofNullable(last);
        }
        return list(env).stream().filter(DeploymentResult::hasSucceeded).findFirst();
    }

    /** The ID of a deployment, which what follows would be about nothing without. */
    static String idOf(EnvRef env, Deployment deployment) {
        return required(env, deployment.getId(), "a deployment without its ID");
    }

    /** The ID of the set that a deployment leads to. */
    static String setOf(EnvRef env, Deployment deployment) {
        return required(env, deployment.getDeploymentSetId(), "a deployment without its set");
    }

    private static String required(EnvRef env, String value, String what) {
        if (Told.isMissing(value)) {
            String path = "/orgs/" + env.app().orgId() + "/apps/" + env.app().appId() + "/envs/" + env.envId();
            throw UnreadableResponseException.of("GET", path, OK, what, null);
        }
        return value;
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
                .map(delta -> required(env, delta.getId(), "a delta without its ID"));
    }

    /**
     * A watch that looks at the environment, which all share who wait there. It is over when the deployment is; or, with
     * nothing, when the environment has another one as its last and so does not tell.
     */
    Watch<Optional<Deployment>> watch(EnvRef env, String id, Instant deadline) {
        return new Watch<>(
                goal(env, id), client.environments().subject(env), found -> look(env, id, found), clock, deadline);
    }

    private static Watch.Look<Optional<Deployment>> look(EnvRef env, String id, Optional<Environment> found) {
        Deployment last = found.orElseThrow(() -> Environments.missing(env)).getLastDeploy();
        if (last == null || !id.equals(last.getId())) {
            return new Watch.Look<>(Optional.of(Optional.empty()), "another one came after it");
        }
        return DeploymentResult.isOver(last)
                ? new Watch.Look<>(Optional.of(Optional.of(last)), last.getStatus())
                : new Watch.Look<>(Optional.empty(), last.getStatus());
    }

    /** A watch that is over at once with the environment's last deployment. */
    Watch<Deployment> watchLast(EnvRef env, Instant deadline) {
        return new Watch<>(
                "the last deployment to " + env,
                client.environments().subject(env),
                found -> DeployWait.look(env, found),
                clock,
                deadline);
    }

    /** A watch that looks at the deployment itself. */
    Watch<Deployment> watchItself(EnvRef env, String id, Instant deadline) {
        Function<Deployment, Watch.Look<Deployment>> judgement = found -> new Watch.Look<>(
                DeploymentResult.isOver(found) ? Optional.of(found) : Optional.empty(), found.getStatus());
        return new Watch<>(
                goal(env, id), client.subject(List.of(env, id), () -> get(env, id)), judgement, clock, deadline);
    }

    /**
     * A watch that is over at once with the problems of a deployment, unless the API has trouble; then after a while. What
     * cannot be read is told as a problem: what is done about a failed deployment must not depend on the API saying why.
     */
    Watch<List<DeploymentProblem>> problems(EnvRef env, String id) {
        return new Watch<>(
                "errors of deployment " + id,
                client.lastingSubject(List.of(env, id, "errors"), () -> readProblems(env, id)),
                found -> new Watch.Look<>(Optional.of(found), "read"),
                clock,
                clock.instant().plus(PATIENCE_FOR_ERRORS),
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
            if (Watch.isPassing(e)) {
                throw e;
            }
            return List.of(DeploymentProblem.unread(e.getMessage()));
        }
    }

    /** A watch that is over when no deployment to the environment is going on. */
    Watch<Environment> watchFree(EnvRef env, Instant deadline) {
        return new Watch<>(
                "a deployment to " + env + " to begin",
                client.environments().subject(env),
                found -> lookFree(found.orElseThrow(() -> Environments.missing(env))),
                clock,
                deadline);
    }

    private static Watch.Look<Environment> lookFree(Environment found) {
        Deployment last = found.getLastDeploy();
        return last == null || DeploymentResult.isOver(last)
                ? new Watch.Look<>(Optional.of(found), "free")
                : new Watch.Look<>(
                        Optional.empty(),
                        "deployment " + Told.or(last.getId(), "(unknown)") + " is "
                                + Told.or(last.getStatus(), "in a state that is not told"));
    }

    private static String goal(EnvRef env, String id) {
        return "deployment " + id + " to " + env;
    }
}
