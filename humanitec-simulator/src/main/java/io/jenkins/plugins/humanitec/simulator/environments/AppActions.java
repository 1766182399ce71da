package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentHistory;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineActions;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineStep;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.jenkins.plugins.humanitec.simulator.workloads.Module;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executes the actions of pipelines. Actions that call other systems only write to the log. */
record AppActions(App app, Artefacts artefacts, SimulatedTime time) implements PipelineActions {

    private static final int READINESS_TIMEOUT_MINUTES = 10;

    @Override
    public ObjectNode values() {
        ObjectNode values = Json.object();
        app.values().all().stream()
                .filter(value -> !value.isSecret())
                .forEach(value -> values.put(value.key(), value.value()));
        return values;
    }

    @Override
    public Action start(String name, JsonNode inputs, PipelineStep step) {
        return switch (name) {
            case "apply" ->
                completed(Map.of(
                        "set_id", history(inputs, "env_id").apply(app.deltas().get(required(inputs, "delta_id")))));
            case "create-delta" -> createDelta(inputs, step);
            case "clone" -> completed(Map.of("set_id", clonedSet(inputs)));
            case "deploy" -> deploy(inputs, step);
            case "wait-for-readiness" -> waitForReadiness(inputs);
            case "fail" -> throw Problem.badRequest(inputs.path("message").asText("The step fails."));
            case "log" -> {
                step.log(inputs.path("message").asText());
                yield completed(Map.of());
            }
            default -> {
                step.log("The simulator does not execute the action '" + name + "'.");
                yield completed(Map.of());
            }
        };
    }

    /** An action without a duration of its own takes as long as the start of a change. */
    private Action completed(Map<String, String> outputs) {
        Instant end = time.startOf(time.now());
        return new Action(outputs, () -> time.isReached(end) ? Optional.empty() : Optional.of(end));
    }

    private static String required(JsonNode inputs, String name) {
        String value = inputs.path(name).asText();
        Problem.badRequestIf(!inputs.hasNonNull(name) || value.isEmpty(), "The step needs '" + name + "'.");
        return value;
    }

    private Env env(JsonNode inputs, String name) {
        Env env = app.env(required(inputs, name));
        env.requireNoDeletion();
        return env;
    }

    private DeploymentHistory history(JsonNode inputs, String name) {
        return env(inputs, name).deploymentHistory();
    }

    private Action createDelta(JsonNode inputs, PipelineStep step) {
        Env env = env(inputs, "env_id");
        JsonNode modules = app.sets().get(env.baseSet()).get("modules");
        ObjectNode delta = Json.object();
        for (String field : new String[] {"workload_artefacts", "container_artefacts"}) {
            JsonNode names = inputs.path(field);
            for (JsonNode name : names.isTextual() ? List.of(names) : names) {
                ObjectNode version = artefacts.named(name.asText());
                ArtefactDelta.add(delta, modules, version, artefacts.deploymentSetOf(version), true);
            }
        }
        String id = app.deltas().create(delta, step.user()).get("id").asText();
        step.relate("delta_id", id);
        return completed(Map.of("delta_id", id));
    }

    private String clonedSet(JsonNode inputs) {
        DeploymentHistory from = history(inputs, "from_env_id");
        Deployment deployment = inputs.hasNonNull("from_deployment_id")
                ? from.get(inputs.get("from_deployment_id").asText())
                : from.lastSuccess()
                        .orElseThrow(() -> Problem.badRequest("Environment '"
                                + inputs.get("from_env_id").asText() + "' has no successful deployment."));
        return deployment.instruction().setId();
    }

    private Action deploy(JsonNode inputs, PipelineStep step) {
        Env env = env(inputs, "env_id");
        DeploymentHistory history = env.deploymentHistory();
        String setId = required(inputs, "set_id");
        String values = inputs.path("value_set_version_id").asText(null);
        String comment = inputs.path("message").asText(inputs.path("comment").asText());
        Deployment deployment = step.requestedDeployment()
                .filter(requested -> requested.envId().equals(env.id()))
                .orElseGet(() -> history.request(comment, null, setId, values, step.user()));
        deployment.setPipeline(step.reference());
        history.start(deployment, setId, values);
        step.relate("deployment_id", deployment.id());
        return new Action(Map.of("deployment_id", deployment.id()), () -> {
            if (!deployment.isOver()) {
                return Optional.of(deployment.completedAt());
            }
            Problem.badRequestIf(
                    deployment.status().equals("failed"),
                    "Deployment '" + deployment.id() + "' to environment '" + env.id() + "' failed.");
            return Optional.empty();
        });
    }

    private Action waitForReadiness(JsonNode inputs) {
        Env env = env(inputs, "env_id");
        int minutes = inputs.path("timeout_minutes").asInt(READINESS_TIMEOUT_MINUTES);
        Instant deadline = time.now().plus(Duration.ofMinutes(minutes));
        return new Action(Map.of(), () -> {
            if (env.modules().values().stream().allMatch(Module::isSettled)) {
                return Optional.empty();
            }
            Problem.badRequestIf(
                    time.isReached(deadline), "The workloads of environment '" + env.id() + "' are not ready.");
            Instant soon = time.startOf(time.now()).plusMillis(1);
            return Optional.of(soon.isBefore(deadline) ? soon : deadline);
        });
    }
}
