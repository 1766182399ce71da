package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.workloads.PodProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The operation of the tag Logs: each container says that it started, or why it did not or ended again.
 *
 * @param application returns the application in a request
 */
public record LogOperations(Function<Call, App> application) implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list("listLogs", this::list);
    }

    private Stream<ObjectNode> list(Call call) {
        Env env = application.apply(call).env(call.parameter("envId"));
        Predicate<Instant> between = call.between("timestamp_from", "timestamp_to");
        List<ObjectNode> entries = new ArrayList<>();
        env.deployments().stream()
                .filter(LogOperations::hasStarted)
                .dropWhile(deployment -> !call.wants("deployment_id", deployment.id()))
                .filter(deployment -> between.test(deployment.statusChangedAt()))
                .forEach(deployment -> add(entries, deployment, env.content(deployment), call));
        if (!call.asks("asc")) {
            Collections.reverse(entries);
        }
        List<ObjectNode> shown = entries.subList(0, Math.min(entries.size(), limit(call)));
        if (call.asks("invert")) {
            Collections.reverse(shown);
        }
        return shown.stream();
    }

    /** Returns whether a deployment is over and has started containers, or tried to. */
    private static boolean hasStarted(Deployment deployment) {
        return deployment.isOver()
                && deployment.failure().isEmpty()
                && deployment.brokenResource().isEmpty();
    }

    private static void add(List<ObjectNode> entries, Deployment deployment, JsonNode set, Call call) {
        String brokenModule = deployment.brokenModule().orElse(null);
        set.path("modules").forEachEntry((moduleName, module) -> {
            boolean broken = moduleName.equals(brokenModule);
            // Without a success only the broken module has something to tell.
            if (!broken && brokenModule != null || !call.wants("workload_id", moduleName)) {
                return;
            }
            module.at("/spec/containers").forEachEntry((containerName, container) -> {
                if (call.wants("container_id", containerName)) {
                    String image = container.path("image").asText();
                    Line line = new Line(deployment.statusChangedAt(), moduleName, containerName);
                    Optional<PodProblem> problem = PodProblem.of(image);
                    boolean crashes = problem.equals(Optional.of(PodProblem.CRASHING));
                    if (broken) {
                        entries.add(line.json("error", "Image " + image + " cannot be pulled."));
                    } else if (problem.isEmpty() || crashes) {
                        entries.add(line.json("info", "Started " + image + "."));
                    }
                    if (crashes) {
                        entries.add(line.json("error", "Cannot connect to the database. Exit code 1."));
                    }
                }
            });
        });
    }

    /** What the lines of a container have in common. */
    private record Line(Instant at, String workload, String container) {

        ObjectNode json(String level, String payload) {
            return Json.object()
                    .put("workload_id", workload)
                    .put("container_id", container)
                    .put("timestamp", at.toString())
                    .put("level", level)
                    .put("payload", payload);
        }
    }

    private static int limit(Call call) {
        try {
            return call.query("limit") == null ? Integer.MAX_VALUE : Math.max(0, Integer.parseInt(call.query("limit")));
        } catch (NumberFormatException e) {
            throw Problem.badRequest("limit: is not a number.");
        }
    }
}
