package io.jenkins.plugins.humanitec.simulator.workloads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Writes what both versions of the runtime say of pods and of the status of their controller. */
final class PodJson {

    private static final int RESTARTS = 4;

    private PodJson() {}

    static String status(Module module) {
        return module.problem().isPresent() && !module.pods().isEmpty()
                ? "Failure"
                : module.isSettled() ? "Success" : "Pending";
    }

    static String message(Module module) {
        return status(module).equals("Failure")
                ? module.problem()
                        .map(problem -> problem.reason() + ": " + problem.message())
                        .orElse("")
                : "";
    }

    /** Writes a pod. Only the first version tells images, and only the second one the status of containers. */
    static void write(Module.Pod pod, boolean isFirstVersion, ObjectNode json) {
        Optional<PodProblem> problem = pod.images().values().stream()
                .flatMap(image -> PodProblem.of(image).stream())
                .findFirst();
        boolean starts =
                pod.running() || problem.filter(PodProblem.CRASHING::equals).isPresent();
        json.put("podName", pod.name())
                .put("revision", pod.revision())
                .put("phase", starts ? "Running" : "Pending")
                .put("status", pod.running() ? "Success" : problem.isPresent() ? "Failure" : "Pending");
        ArrayNode containers = json.putArray("containerStatuses");
        // A pod without a place has no containers yet.
        if (problem.filter(PodProblem.UNSCHEDULABLE::equals).isEmpty()) {
            pod.images().forEach((name, image) -> container(pod, name, image, isFirstVersion, containers.addObject()));
        }
    }

    private static void container(Module.Pod pod, String name, String image, boolean isFirstVersion, ObjectNode json) {
        Optional<PodProblem> problem = PodProblem.of(image);
        boolean runs = pod.running() && problem.isEmpty();
        int restarts = problem.filter(PodProblem.CRASHING::equals).isPresent() ? RESTARTS : 0;
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
