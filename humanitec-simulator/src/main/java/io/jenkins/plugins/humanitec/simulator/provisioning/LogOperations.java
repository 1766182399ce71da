package io.jenkins.plugins.humanitec.simulator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.operations.QueryTimes;
import io.jenkins.plugins.humanitec.simulator.workloads.PodProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The operation of the tag Logs: each container says that it started, or why it did not or ended again. */
public final class LogOperations implements Operations {

    private final Function<Call, List<Deployed>> deployments;

    /**
     * Creates the operation.
     *
     * @param deployments returns the deployments to the environment in a request that are over, the oldest first
     */
    public LogOperations(Function<Call, List<Deployed>> deployments) {
        this.deployments = deployments;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listLogs", this::list);
    }

    private Answer list(Call call) {
        Instant from = QueryTimes.time(call, "timestamp_from", Instant.MIN);
        Instant to = QueryTimes.time(call, "timestamp_to", Instant.MAX);
        List<ObjectNode> entries = new ArrayList<>();
        boolean begun = call.query("deployment_id") == null;
        for (Deployed deployment : deployments.apply(call)) {
            begun |= deployment.deploymentId().equals(call.query("deployment_id"));
            if (begun && !deployment.at().isBefore(from) && deployment.at().isBefore(to)) {
                add(entries, deployment, call);
            }
        }
        if (!call.asks("asc")) {
            Collections.reverse(entries);
        }
        List<ObjectNode> shown = entries.subList(0, Math.min(entries.size(), limit(call)));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        shown.forEach(entry -> {
            if (call.asks("invert")) {
                list.insert(0, entry);
            } else {
                list.add(entry);
            }
        });
        return Answer.ok(list);
    }

    private static void add(List<ObjectNode> entries, Deployed deployment, Call call) {
        deployment.set().path("modules").properties().forEach(module -> {
            JsonNode containers = module.getValue().at("/spec/containers");
            boolean broken = module.getKey().equals(deployment.brokenModule());
            // Without a success only the broken module has something to tell.
            if (!broken && deployment.brokenModule() != null || !isWanted(call, "workload_id", module.getKey())) {
                return;
            }
            containers.properties().forEach(container -> {
                if (isWanted(call, "container_id", container.getKey())) {
                    String image = container.getValue().path("image").asText();
                    Line line = new Line(deployment.at(), module.getKey(), container.getKey());
                    Optional<PodProblem> problem = PodProblem.of(image);
                    if (broken) {
                        entries.add(line.json("error", "Image " + image + " cannot be pulled."));
                    } else if (problem.isEmpty() || problem.get() == PodProblem.CRASHING) {
                        entries.add(line.json("info", "Started " + image + "."));
                    }
                    if (problem.isPresent() && problem.get() == PodProblem.CRASHING) {
                        entries.add(line.json("error", "Cannot connect to the database. Exit code 1."));
                    }
                }
            });
        });
    }

    /** What the lines of a container have in common. */
    private record Line(Instant at, String workload, String container) {

        ObjectNode json(String level, String payload) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("workload_id", workload)
                    .put("container_id", container)
                    .put("timestamp", at.toString())
                    .put("level", level)
                    .put("payload", payload);
        }
    }

    private static boolean isWanted(Call call, String parameter, String value) {
        return call.query(parameter) == null || call.query(parameter).equals(value);
    }

    private static int limit(Call call) {
        try {
            return call.query("limit") == null ? Integer.MAX_VALUE : Math.max(0, Integer.parseInt(call.query("limit")));
        } catch (NumberFormatException e) {
            throw Problem.badRequest("limit: is not a number.");
        }
    }
}
