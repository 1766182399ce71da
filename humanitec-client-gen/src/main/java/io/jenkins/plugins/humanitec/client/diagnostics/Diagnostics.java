package io.jenkins.plugins.humanitec.client.diagnostics;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.api.EnvironmentsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.ContainerLog;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.FailedResource;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.UnreadyPod;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.logs.ContainerLogs;
import io.jenkins.plugins.humanitec.client.logs.LogRequest;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads why a deployment failed, or why pods are not ready. */
public final class Diagnostics {

    /** The maximum number of containers in a report. */
    public static final int MOST_PODS = 20;

    /** The maximum number of errors of a deployment in a report. */
    public static final int MOST_PROBLEMS = 20;

    /** The maximum number of resources in a report. */
    public static final int MOST_RESOURCES = 20;

    /** The maximum number of containers whose logs are in a report. */
    public static final int MOST_LOGS = 10;

    /** The maximum number of lines of each container in a report. */
    public static final int MOST_LINES = 30;

    /** The maximum length of a text in a report, in characters. */
    public static final int LONGEST_TEXT = 1000;

    private static final Duration TIMEOUT_FOR_ERRORS = Duration.ofMinutes(1);

    /** After this time, no other request is made for a report, since something may wait for it, such as a rollback. */
    private static final Duration TIME_FOR_DETAILS = Duration.ofMinutes(1);

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Diagnostics(ClientContext client) {
        this.client = client;
    }

    /**
     * Returns why a deployment failed. Never fails because of a response: the report says what could not be read.
     *
     * @param env the environment
     * @param deploymentId the ID of the deployment
     * @return the report
     */
    public FailureReport ofDeployment(EnvRef env, String deploymentId) {
        List<DeploymentProblem> problems;
        try {
            problems = problems(env, deploymentId);
        } catch (HumanitecException e) {
            problems = List.of(DeploymentProblem.unread(e.getMessage()));
        }
        return ofDeployment(env, deploymentId, problems);
    }

    /**
     * Returns why a deployment failed, when its errors are known. Takes about a minute at most, and never fails because of a
     * response: the report says what could not be read.
     *
     * @param env the environment
     * @param deploymentId the ID of the deployment
     * @param problems the errors of the deployment
     * @return the report
     */
    public FailureReport ofDeployment(EnvRef env, String deploymentId, List<DeploymentProblem> problems) {
        return report(env, deploymentId, problems, workload -> true);
    }

    /**
     * Returns why the pods of workloads are not ready. Takes about a minute at most, and never fails because of a response: the
     * report says what could not be read.
     *
     * @param env the environment
     * @param workloads the names of the workloads; empty for all
     * @return the report
     */
    public FailureReport ofWorkloads(EnvRef env, Collection<String> workloads) {
        return report(env, null, List.of(), workload -> workloads.isEmpty() || workloads.contains(workload));
    }

    /**
     * Reads the errors of a deployment. Polls only to repeat failed requests, for a minute. If the errors cannot be read, the
     * result contains one problem that says why: the handling of a failed deployment must not depend on this request.
     *
     * @param env the environment
     * @param deploymentId the ID of the deployment
     * @return the poller
     */
    public Poller<List<DeploymentProblem>> problemsPoller(EnvRef env, String deploymentId) {
        return new Poller<>(
                "errors of deployment " + deploymentId,
                client.lastingTarget(List.of(env, deploymentId, "errors"), () -> problems(env, deploymentId)),
                found -> new Poller.State<>(Optional.of(found), "read"),
                client.clock(),
                client.clock().instant().plus(TIMEOUT_FOR_ERRORS),
                lastStatus -> List.of(DeploymentProblem.unread(lastStatus)));
    }

    private List<DeploymentProblem> problems(EnvRef env, String deploymentId) {
        try {
            return client
                    .api(DeploymentsApi.class)
                    .listDeploymentErrors(env.app().orgId(), env.app().appId(), env.envId(), deploymentId)
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

    private FailureReport report(
            EnvRef env,
            @Nullable String deploymentId,
            List<DeploymentProblem> problems,
            Predicate<String> isConcerned) {
        List<UnreadyPod> pods = new ArrayList<>();
        List<ContainerLog> logs = new ArrayList<>();
        List<FailedResource> resources = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        Instant end = client.clock().instant().plus(TIME_FOR_DETAILS);
        attempt("the pods", end, unread, () -> pods.addAll(pods(env, isConcerned)));
        List<String> deployment = new ArrayList<>();
        if (deploymentId != null) {
            deployment.add(deploymentId);
        } else if (!pods.isEmpty()) {
            // Otherwise, the newest lines could be those of pods that are being replaced.
            attempt(
                    "the last deployment",
                    end,
                    unread,
                    () -> lastDeployment(env).ifPresent(deployment::add));
        }
        Set<Container> containers = containers(problems, pods);
        for (Container container : first(MOST_LOGS, containers)) {
            attempt("the log of " + container, end, unread, () -> {
                ContainerLog log = log(env, deployment, container);
                if (!log.lines().isEmpty()) {
                    logs.add(log);
                }
            });
        }
        attempt(
                "the resources",
                end,
                unread,
                () -> resources.addAll(FailedResources.read(client, env, problems, isConcerned)));
        addMore(problems.size() - MOST_PROBLEMS, "errors", unread);
        addMore(pods.size() - MOST_PODS, "containers that are not ready", unread);
        addMore(containers.size() - MOST_LOGS, "logs of containers", unread);
        addMore(resources.size() - MOST_RESOURCES, "resources that were not provisioned", unread);
        return new FailureReport(
                env,
                deploymentId,
                first(MOST_PROBLEMS, problems),
                first(MOST_PODS, pods),
                logs,
                first(MOST_RESOURCES, resources),
                unread);
    }

    private static <T> List<T> first(int most, Collection<T> all) {
        return all.stream().limit(most).toList();
    }

    private static void addMore(int more, String what, List<String> unread) {
        if (more > 0) {
            unread.add("Left out " + more + " more " + what + ".");
        }
    }

    private void attempt(String what, Instant end, List<String> unread, Runnable read) {
        if (client.clock().instant().isAfter(end)) {
            unread.add("Did not read " + what + ": the other requests took too long.");
            return;
        }
        try {
            read.run();
        } catch (HumanitecException | InvalidInputException e) {
            unread.add("Cannot read " + what + ": " + e.getMessage());
        }
    }

    private Optional<String> lastDeployment(EnvRef env) {
        return Optional.ofNullable(client.api(EnvironmentsApi.class)
                        .getEnvironment(env.app().orgId(), env.app().appId(), env.envId())
                        .getLastDeploy())
                .map(Deployment::getId)
                .filter(id -> !id.isBlank());
    }

    private List<UnreadyPod> pods(EnvRef env, Predicate<String> isConcerned) {
        List<UnreadyPod> unready = new ArrayList<>();
        RuntimeSnapshot.read(client, env).modules().forEach((workload, module) -> {
            if (isConcerned.test(workload)) {
                module.controllers().stream()
                        .flatMap(Diagnostics::unready)
                        .forEach(pod -> unready.addAll(unready(workload, pod)));
            }
        });
        return unready;
    }

    /** Returns the pods of a controller that are not ready. Those of an earlier revision are being replaced. */
    private static Stream<RuntimeSnapshot.Pod> unready(RuntimeSnapshot.Controller controller) {
        int newest = controller.pods().stream()
                .mapToInt(RuntimeSnapshot.Pod::revision)
                .max()
                .orElse(0);
        return controller.pods().stream()
                .filter(pod -> pod.revision() == newest && !pod.ready())
                .filter(pod -> controller.isJob() ? !pod.hasSucceeded() : !pod.isOver());
    }

    private static List<UnreadyPod> unready(String workload, RuntimeSnapshot.Pod pod) {
        List<UnreadyPod> containers = pod.containers().stream()
                .filter(container -> !container.ready())
                .map(container ->
                        new UnreadyPod(workload, pod.name(), container.name(), container.reason(), container.message()))
                .toList();
        return containers.isEmpty() ? List.of(new UnreadyPod(workload, pod.name(), "", pod.status(), "")) : containers;
    }

    /** The container of a workload; an empty name stands for all containers. */
    private record Container(String workload, String name) {
        @Override
        public String toString() {
            return name.isEmpty() ? workload : workload + "/" + name;
        }
    }

    /** Returns the containers that are not ready, and the workloads that have an error and no such pods. */
    private static Set<Container> containers(List<DeploymentProblem> problems, List<UnreadyPod> pods) {
        Set<Container> containers = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        for (UnreadyPod pod : pods) {
            known.add(pod.workload());
            if (!pod.container().isEmpty()) {
                containers.add(new Container(pod.workload(), pod.container()));
            }
        }
        problems.stream()
                .flatMap(problem -> problem.workload().stream())
                .filter(workload -> !known.contains(workload))
                .forEach(workload -> containers.add(new Container(workload, "")));
        return containers;
    }

    private ContainerLog log(EnvRef env, List<String> deployment, Container container) {
        LogRequest request =
                LogRequest.of(env).withWorkloads(List.of(container.workload())).withLimit(MOST_LINES);
        if (!container.name().isEmpty()) {
            request = request.withContainer(container.name());
        }
        for (String id : deployment) {
            request = request.withDeployment(id);
        }
        return new ContainerLog(container.workload(), container.name(), new ContainerLogs(client).read(request));
    }
}
