package io.jenkins.plugins.humanitec.client.diagnostics;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.api.DeploymentsApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.ContainerLog;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.FailedResource;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.UnreadyPod;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.logs.ContainerLogs;
import io.jenkins.plugins.humanitec.client.logs.LogLine;
import io.jenkins.plugins.humanitec.client.logs.LogRequest;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.resources.ActiveResourceInfo;
import io.jenkins.plugins.humanitec.client.resources.ActiveResources;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.time.Duration;
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

    /** The maximum number of containers whose logs are in a report. */
    public static final int MOST_LOGS = 10;

    /** The maximum number of lines of each container in a report. */
    public static final int MOST_LINES = 30;

    private static final int LONGEST_LINE = 1000;

    private static final Duration TIMEOUT_FOR_ERRORS = Duration.ofMinutes(1);

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
     * Returns why a deployment failed. Never fails itself because of a response: the report says what could not be read.
     *
     * @param env the environment
     * @param deploymentId the ID of the deployment
     * @return the report
     * @throws HumanitecException if the errors of the deployment cannot be read at this moment; another attempt can succeed
     */
    public FailureReport ofDeployment(EnvRef env, String deploymentId) {
        List<DeploymentProblem> problems = problems(env, deploymentId);
        return report(env, deploymentId, problems, workload -> true);
    }

    /**
     * Returns why the pods of workloads are not ready. Never fails: the report says what could not be read.
     *
     * @param env the environment
     * @param workloads the names of the workloads
     * @return the report
     */
    public FailureReport ofWorkloads(EnvRef env, Collection<String> workloads) {
        return report(env, null, List.of(), workloads::contains);
    }

    /**
     * Reads {@link #ofDeployment}. Polls only to repeat failed requests, for a limited time. If the errors cannot be read until
     * then, the report contains one problem that says why: the handling of a failed deployment must not depend on it.
     *
     * @param env the environment
     * @param deploymentId the ID of the deployment
     * @return the poller
     */
    public Poller<FailureReport> deploymentPoller(EnvRef env, String deploymentId) {
        return new Poller<>(
                "errors of deployment " + deploymentId,
                client.lastingTarget(List.of(env, deploymentId, "failure"), () -> ofDeployment(env, deploymentId)),
                report -> new Poller.State<>(Optional.of(report), "read"),
                client.clock(),
                client.clock().instant().plus(TIMEOUT_FOR_ERRORS),
                lastStatus ->
                        report(env, deploymentId, List.of(DeploymentProblem.unread(lastStatus)), workload -> true));
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
        attempt("pods", unread, () -> pods.addAll(pods(env, isConcerned)));
        attempt("logs", unread, () -> logs.addAll(logs(env, deploymentId, problems, pods)));
        attempt("resources", unread, () -> resources.addAll(resources(env, problems, isConcerned)));
        return new FailureReport(
                env,
                deploymentId,
                problems,
                pods.subList(0, Math.min(MOST_PODS, pods.size())),
                logs,
                resources,
                unread);
    }

    private static void attempt(String what, List<String> unread, Runnable read) {
        try {
            read.run();
        } catch (HumanitecException e) {
            unread.add("The " + what + " cannot be read: " + e.getMessage());
        }
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
    private record Container(String workload, String name) {}

    private List<ContainerLog> logs(
            EnvRef env, @Nullable String deploymentId, List<DeploymentProblem> problems, List<UnreadyPod> pods) {
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
        return containers.stream()
                .limit(MOST_LOGS)
                .map(container -> log(env, deploymentId, container))
                .filter(log -> !log.lines().isEmpty())
                .toList();
    }

    private ContainerLog log(EnvRef env, @Nullable String deploymentId, Container container) {
        LogRequest request =
                LogRequest.of(env).withWorkloads(List.of(container.workload())).withLimit(MOST_LINES);
        if (!container.name().isEmpty()) {
            request = request.withContainer(container.name());
        }
        if (deploymentId != null) {
            request = request.withDeployment(deploymentId);
        }
        List<LogLine> lines = new ContainerLogs(client)
                .read(request).stream().map(Diagnostics::shortened).toList();
        return new ContainerLog(container.workload(), container.name(), lines);
    }

    private static LogLine shortened(LogLine line) {
        return line.message().length() <= LONGEST_LINE
                ? line
                : new LogLine(
                        line.time(),
                        line.workload(),
                        line.container(),
                        line.level(),
                        line.message().substring(0, LONGEST_LINE) + "…");
    }

    /**
     * Returns the resources that are still pending after the deployment, and those that an error names. Workloads are resources
     * too, but their pods tell more.
     */
    private List<FailedResource> resources(
            EnvRef env, List<DeploymentProblem> problems, Predicate<String> isConcerned) {
        List<FailedResource> failed = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (ActiveResourceInfo resource : new ActiveResources(client).list(env)) {
            if (resource.type().equals("workload")) {
                continue;
            }
            String message = messages(problems, resource.id());
            boolean isPending = resource.status().equalsIgnoreCase("pending")
                    && (resource.workload() == null || isConcerned.test(resource.workload()));
            if (isPending || !message.isEmpty()) {
                known.add(resource.id());
                failed.add(new FailedResource(
                        resource.id(), resource.type(), resource.resourceClass(), resource.definitionId(), message));
            }
        }
        for (DeploymentProblem problem : problems) {
            String id = problem.object();
            if (problem.isOfResource() && id != null && known.add(id)) {
                failed.add(new FailedResource(id, "", "", "", messages(problems, id)));
            }
        }
        return failed;
    }

    private static String messages(List<DeploymentProblem> problems, String resourceId) {
        return problems.stream()
                .filter(problem -> resourceId.equals(problem.object()))
                .map(DeploymentProblem::description)
                .reduce((first, second) -> first + " " + second)
                .orElse("");
    }
}
