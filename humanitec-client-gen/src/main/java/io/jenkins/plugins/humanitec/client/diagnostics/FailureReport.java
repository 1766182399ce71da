package io.jenkins.plugins.humanitec.client.diagnostics;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.WebPages;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.logs.LogLine;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment failed, or why pods are not ready: what Humanitec and the cluster told right after the failure. Messages and
 * log lines of more than {@value Diagnostics#LONGEST_TEXT} characters are shortened.
 *
 * @param env the environment
 * @param deploymentId the ID of the deployment that failed; null if pods are not ready after a deployment that has succeeded
 * @param problems the errors of the deployment, in the order of the API, at most {@value Diagnostics#MOST_PROBLEMS}; before them,
 *     why the pipeline run of the deployment has failed, if it has; unmodifiable
 * @param pods the containers that are not ready, at most {@value Diagnostics#MOST_PODS}; unmodifiable
 * @param logs the last lines of the containers that are not ready, at most {@value Diagnostics#MOST_LINES} lines of each of at
 *     most {@value Diagnostics#MOST_LOGS} containers; containers without lines are left out; unmodifiable
 * @param resources the resources that were not provisioned, at most {@value Diagnostics#MOST_RESOURCES}; unmodifiable
 * @param unread what could not be read and why, and how much was left out, as sentences; unmodifiable
 */
public record FailureReport(
        EnvRef env,
        @Nullable String deploymentId,
        List<DeploymentProblem> problems,
        List<UnreadyPod> pods,
        List<ContainerLog> logs,
        List<FailedResource> resources,
        List<String> unread)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * A container that is not ready, or a pod without containers. A component is empty if the cluster does not report it.
     *
     * @param workload the name of the workload
     * @param pod the name of the pod
     * @param container the name of the container; empty for a pod that has no containers yet
     * @param reason why it is not ready, in Kubernetes' word, such as {@code CrashLoopBackOff}
     * @param message details of the reason
     */
    public record UnreadyPod(String workload, String pod, String container, String reason, String message)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Shortens the message. */
        public UnreadyPod {
            message = shortened(message);
        }

        /** {@return the container and its reason in one line} */
        @Override
        public String toString() {
            return "pod " + pod + " of workload " + workload
                    + (container.isEmpty() ? "" : ", container " + container)
                    + (reason.isEmpty() ? " is not ready" : ": " + reason)
                    + (message.isBlank() ? "" : " (" + message + ")");
        }
    }

    /**
     * The last lines of a container's log.
     *
     * @param workload the name of the workload
     * @param container the name of the container; empty if the lines are of all containers of the workload
     * @param lines the lines, oldest first; unmodifiable
     */
    public record ContainerLog(String workload, String container, List<LogLine> lines) implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Copies and shortens the lines. */
        public ContainerLog {
            lines = lines.stream()
                    .map(line -> new LogLine(
                            line.time(), line.workload(), line.container(), line.level(), shortened(line.message())))
                    .toList();
        }

        /** {@return the workload and the container} */
        public String name() {
            return container.isEmpty() ? workload : workload + "/" + container;
        }
    }

    /**
     * A resource that was not provisioned.
     *
     * @param id the ID of the resource in the environment, such as {@code modules.backend.externals.db}
     * @param type the resource type; empty if unknown
     * @param resourceClass the resource class; empty if unknown
     * @param definitionId the ID of the resource definition; empty if unknown
     * @param message the message of the driver; empty if there is none
     */
    public record FailedResource(String id, String type, String resourceClass, String definitionId, String message)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Shortens the message. */
        public FailedResource {
            message = shortened(message);
        }

        /** {@return the resource and the message in one line} */
        @Override
        public String toString() {
            return "resource " + id
                    + (type.isEmpty() ? "" : " (" + type + ", class " + resourceClass + ")")
                    + (definitionId.isEmpty() ? "" : " of definition " + definitionId)
                    + " was not provisioned"
                    + (message.isBlank() ? "" : ": " + message);
        }
    }

    static String shortened(String text) {
        return text.length() <= Diagnostics.LONGEST_TEXT
                ? text
                // A character can have two parts, which must stay together.
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, Diagnostics.LONGEST_TEXT) - 1))
                        + "…";
    }

    /** Copies the lists. */
    public FailureReport {
        problems = List.copyOf(problems);
        pods = List.copyOf(pods);
        logs = List.copyOf(logs);
        resources = List.copyOf(resources);
        unread = List.copyOf(unread);
    }

    /**
     * {@return a report with a problem, and no details}
     *
     * @param env the environment
     * @param problem the problem, as a sentence
     */
    public static FailureReport of(EnvRef env, String problem) {
        return new FailureReport(
                env, null, List.of(DeploymentProblem.of(problem)), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * {@return a copy of this report with a problem before all others}
     *
     * @param problem the problem, as a sentence, such as why a pipeline run has failed
     */
    public FailureReport after(String problem) {
        List<DeploymentProblem> all = new ArrayList<>();
        all.add(DeploymentProblem.of(problem));
        all.addAll(problems);
        return new FailureReport(env, deploymentId, all, pods, logs, resources, unread);
    }

    /**
     * {@return a copy of this report whose problems name Score files}
     *
     * @param files the paths of the Score files, by the name of their workload
     */
    public FailureReport withScoreFiles(Map<String, String> files) {
        return new FailureReport(
                env,
                deploymentId,
                problems.stream().map(problem -> problem.withScoreFiles(files)).toList(),
                pods,
                logs,
                resources,
                unread);
    }

    /**
     * Logs the report, and the pages in the web interface of Humanitec that show more.
     *
     * @param operation the operation that has failed
     */
    public void log(OperationContext operation) {
        lines().forEach(line -> operation.log("  " + line));
        WebPages pages = operation.client().webPages();
        operation.log("  see " + pages.ofStatus(env));
        resources.stream()
                .map(FailedResource::definitionId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .forEach(id ->
                        operation.log("  see " + pages.ofDefinition(env.app().orgId(), id)));
    }

    /** {@return the report as text: errors, pods, logs, resources, and what could not be read or was left out} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(problem.toString()));
        pods.forEach(pod -> lines.add(pod.toString()));
        for (ContainerLog log : logs) {
            lines.add("last lines of the log of " + log.name() + ":");
            log.lines()
                    .forEach(line -> lines.add("  " + line.time()
                            + (line.level().isEmpty() ? "" : " " + line.level()) + " | " + line.message()));
        }
        resources.forEach(resource -> lines.add(resource.toString()));
        lines.addAll(unread);
        return lines;
    }
}
