package io.jenkins.plugins.humanitec.simulator.workloads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the runtime of a module as the JSON of both versions of the API. */
final class RuntimeJson {

    private static final int RESTARTS = 4;

    private RuntimeJson() {}

    static ObjectNode firstVersion(Module module) {
        ObjectNode json = Json.object().put("profile", "humanitec/default-module");
        json.putObject("spec");
        json.putObject("externals");
        String status = failed(module) ? "Failure" : module.isSettled() ? "Success" : "Pending";
        controller(json.putObject(module.name()), module, status, true);
        return json;
    }

    static ObjectNode secondVersion(Module module) {
        String status = failed(module) ? "Failed" : module.isSettled() ? "Running" : "Starting";
        ObjectNode json = Json.object().put("status", status).put("status_class", statusClass(module));
        controller(json.putObject("controllers").putObject(module.name()), module, status, false);
        return json;
    }

    /** The worst status class of the modules is that of the environment. */
    static ObjectNode environment(String id, Workloads workloads) {
        Set<String> classes = workloads.modules().values().stream()
                .map(RuntimeJson::statusClass)
                .collect(Collectors.toSet());
        boolean isStopped = workloads.modules().values().stream()
                .allMatch(module -> module.pods().isEmpty());
        return Json.object()
                .put("id", id)
                .put("paused", workloads.isPaused())
                .put(
                        "status",
                        classes.contains("Failure")
                                ? "Failure"
                                : classes.contains("Warning")
                                        ? "Warning"
                                        : classes.isEmpty() ? "Unknown" : isStopped ? "Stopped" : "Success");
    }

    private static String statusClass(Module module) {
        return failed(module) ? "Failure" : module.isSettled() ? "Success" : "Warning";
    }

    private static boolean failed(Module module) {
        return module.problem().isPresent() && !module.pods().isEmpty();
    }

    private static void controller(ObjectNode json, Module module, String status, boolean isFirstVersion) {
        String message = module.problem()
                .filter(problem -> failed(module))
                .map(problem -> problem.reason() + ": " + problem.message())
                .orElse("");
        json.put("kind", module.kind())
                .put("replicas", module.replicas())
                .put("status", status)
                .put("message", message)
                .put("revision", module.revision())
                .set("pods", Json.array(module.pods().stream().map(pod -> pod(pod, isFirstVersion))));
    }

    /** Only the first version tells images, and only the second one the status of containers. */
    private static ObjectNode pod(Module.Pod pod, boolean isFirstVersion) {
        Optional<PodProblem> problem = pod.problem();
        boolean starts = pod.running() || problem.equals(Optional.of(PodProblem.CRASHING));
        ObjectNode json = Json.object()
                .put("podName", pod.name())
                .put("revision", pod.revision())
                .put("phase", starts ? "Running" : "Pending")
                .put("status", pod.running() ? "Success" : problem.isPresent() ? "Failure" : "Pending");
        ArrayNode containers = json.putArray("containerStatuses");
        // A pod without a place has no containers yet.
        if (!problem.equals(Optional.of(PodProblem.UNSCHEDULABLE))) {
            pod.images().forEach((name, image) -> container(pod, name, image, isFirstVersion, containers.addObject()));
        }
        return json;
    }

    private static void container(Module.Pod pod, String name, String image, boolean isFirstVersion, ObjectNode json) {
        Optional<PodProblem> problem = PodProblem.of(image);
        boolean runs = pod.running() && problem.isEmpty();
        int restarts = problem.equals(Optional.of(PodProblem.CRASHING)) ? RESTARTS : 0;
        json.put("name", name).put("ready", runs);
        if (isFirstVersion) {
            json.put("image", image).put("restartCount", restarts);
        } else {
            json.put("restart_count", restarts)
                    .put("status", runs ? "Success" : problem.isPresent() ? "Failure" : "Pending");
        }
        ObjectNode state = json.putObject("state");
        if (problem.isPresent()) {
            state.putObject("waiting")
                    .put("reason", problem.get().reason())
                    .put("message", problem.get().message());
        } else if (pod.running()) {
            state.putObject("running");
        } else {
            state.putObject("waiting").put("reason", "ContainerCreating");
        }
    }
}
