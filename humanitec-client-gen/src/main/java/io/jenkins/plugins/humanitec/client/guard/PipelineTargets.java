package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.guard.ProtectedOperation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the environments to which the pipelines of an application deploy, and asks the guard about them. */
final class PipelineTargets {

    private static final JsonNode UNKNOWN = MissingNode.getInstance();
    private static final String REQUEST = "deployment_request";

    private final Guard guard;
    private final Lookup lookup;
    private final AppRef app;

    PipelineTargets(Guard guard, Lookup lookup, AppRef app) {
        this.guard = guard;
        this.lookup = lookup;
        this.app = app;
    }

    void check(Target target, Map<String, String> path, JsonNode body) {
        String pipelineId = path.get("pipelineId");
        switch (target) {
            case REQUEST -> checkRequest(path.get("envId"), body);
            case PIPELINE -> checkSteps(pipelineId, definition(pipelineId, null), inputs(body));
            case RUN -> checkRun(pipelineId, path.get("runId"), true);
            case APPROVAL -> {
                String runId = path.get("runId");
                String asked = lookup.approval(app, pipelineId, runId, path.get("jobId"), path.get("approvalId"))
                        .path("env_id")
                        .asText();
                env(asked).ifPresent(env -> guard.check(ProtectedAction.DEPLOYMENT, env));
                checkRun(pipelineId, runId, false);
            }
            case DEFINITION -> {
                checkSteps(pipelineId == null ? "that is created" : pipelineId, body, UNKNOWN);
                checkTaken(pipelineId);
            }
            case CRITERIA -> checkCriteria(pipelineId, body);
            case OLD_CRITERIA ->
                criteria(pipelineId)
                        .filter(one -> one.path("id").asText().equals(path.get("criteriaId")))
                        .forEach(one -> checkCriteria(pipelineId, one));
            default -> checkTaken(pipelineId);
        }
    }

    /** A pipeline that is not there is left to the API. */
    JsonNode definition(String pipelineId, String version) {
        return lookup.definition(app, pipelineId, version)
                .map(GuardedRequest::yaml)
                .orElse(MissingNode.getInstance());
    }

    private static JsonNode inputs(JsonNode body) {
        return body.path("inputs").isObject() ? body.path("inputs") : JsonNodeFactory.instance.objectNode();
    }

    /** An environment's ID that none can have is left to the API. */
    private Optional<EnvRef> env(String id) {
        try {
            return Optional.of(app.env(id));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private void forbid(EnvRef env, String reason) {
        try {
            guard.check(ProtectedAction.DEPLOYMENT, env);
        } catch (ProtectedException e) {
            throw new ProtectedException(e.getMessage() + " " + reason);
        }
    }

    private ProtectedException undetermined(String what, String reason) {
        String rule = guard.rules(ProtectedAction.DEPLOYMENT).stream()
                .filter(one -> one.isAbout(app))
                .map(Protection::pattern)
                .findFirst()
                .orElse("");
        return new ProtectedException("Which environments of " + app + " " + what + " deploys to cannot be determined: "
                + reason + ". The protection rule '" + rule + "' of the connection could forbid it.");
    }

    /**
     * @param inputs what the pipeline is started with; if that is unknown, steps whose environment is an input are left to the
     *     check of each run
     */
    void checkSteps(String pipelineId, JsonNode definition, JsonNode inputs) {
        if (!definition.isMissingNode() && !definition.path("jobs").isObject()) {
            throw undetermined("pipeline " + pipelineId, "its definition has no jobs");
        }
        for (PipelineStep step : PipelineStep.of(definition, inputs)) {
            if (step.target().isPresent()) {
                step.target()
                        .flatMap(this::env)
                        .ifPresent(env ->
                                forbid(env, "Pipeline " + pipelineId + " deploys to it in " + step.place() + "."));
            } else if (!(inputs.isMissingNode() && step.isInput())) {
                throw undetermined(
                        "pipeline " + pipelineId,
                        step.environment().isEmpty()
                                ? step.place() + " does not name its environment"
                                : step.place() + " gives its environment as " + step.environment());
            }
        }
    }

    private void checkRun(String pipelineId, String runId, boolean isRestart) {
        JsonNode run = lookup.run(app, pipelineId, runId);
        String version = run.path("pipeline_version").asText(null);
        checkSteps(pipelineId, definition(pipelineId, version), inputs(run));
        if (isRestart) {
            // A pipeline may have another version since the run that is started again.
            checkSteps(pipelineId, definition(pipelineId, null), inputs(run));
        }
    }

    private Stream<JsonNode> criteria(String pipelineId) {
        return stream(lookup.criteria(app))
                .filter(one -> one.path("pipeline_id").asText().equals(pipelineId));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return list.isArray() ? list.valueStream() : Stream.empty();
    }

    /** Whoever changes or deletes a pipeline that takes the deployments of an environment changes these. */
    private void checkTaken(String pipelineId) {
        criteria(pipelineId).forEach(one -> checkCriteria(pipelineId, one));
    }

    private void checkCriteria(String pipelineId, JsonNode criteria) {
        String reason = "Its deployments go through pipeline " + pipelineId + ".";
        String envId = value(criteria, "env_id");
        if (!envId.isEmpty()) {
            env(envId).ifPresent(env -> forbid(env, reason));
            return;
        }
        String type = value(criteria, "env_type");
        stream(lookup.environments(app))
                .filter(env -> type.isEmpty() || env.path("type").asText().equals(type))
                .flatMap(env -> env(env.path("id").asText()).stream())
                .forEach(env -> forbid(env, reason));
    }

    /** Returns what the criteria ask for, or nothing if that is anything. */
    private static String value(JsonNode criteria, String field) {
        String value = criteria.path(field).asText("");
        return value.equals("*") || value.equals("null") ? "" : value;
    }

    private void checkRequest(String envIdInPath, JsonNode body) {
        List<String> envIds = envIdInPath != null
                ? List.of(envIdInPath)
                : Stream.of("env_id", "environment")
                        .map(name -> body.path(name).asText(""))
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .toList();
        if (envIds.isEmpty()) {
            throw undetermined("the request", "it names no environment");
        }
        for (String envId : envIds) {
            EnvRef env = app.env(envId);
            guard.check(ProtectedAction.DEPLOYMENT, env);
            ObjectNode inputs = JsonNodeFactory.instance.objectNode();
            inputs.put("env_id", envId).put("environment", envId);
            takers(env).forEach(pipelineId -> checkSteps(pipelineId, definition(pipelineId, null), inputs));
        }
    }

    /**
     * The pipelines that may take a deployment: those whose criteria fit best, where the environment counts more than its type,
     * and that more than the application; and those whose criteria ask for a kind of deployment, which is not looked at.
     */
    private List<String> takers(EnvRef env) {
        List<JsonNode> fitting = stream(lookup.criteria(app))
                .filter(one -> one.path("trigger").asText(REQUEST).equals(REQUEST))
                .filter(one -> Stream.of("", env.envId()).anyMatch(value(one, "env_id")::equals))
                .filter(one -> Stream.of("", app.appId()).anyMatch(value(one, "app_id")::equals))
                .filter(one -> value(one, "env_type").isEmpty()
                        || value(one, "env_type").equals(type(env)))
                .toList();
        int best = fitting.stream()
                .filter(one -> value(one, "deployment_type").isEmpty())
                .mapToInt(PipelineTargets::rank)
                .max()
                .orElse(0);
        return fitting.stream()
                .filter(one -> !value(one, "deployment_type").isEmpty() || rank(one) == best)
                .map(one -> one.path("pipeline_id").asText())
                .distinct()
                .toList();
    }

    private static int rank(JsonNode criteria) {
        int rank = value(criteria, "env_id").isEmpty() ? 0 : 4;
        rank += value(criteria, "env_type").isEmpty() ? 0 : 2;
        return rank + (value(criteria, "app_id").isEmpty() ? 0 : 1);
    }

    private String type(EnvRef env) {
        return stream(lookup.environments(app))
                .filter(one -> one.path("id").asText().equals(env.envId()))
                .map(one -> one.path("type").asText())
                .findFirst()
                .orElse("");
    }
}
