package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.guard.ProtectedOperation.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Determines the environments to which the pipelines of an application deploy, and checks them with the guard. */
final class PipelineTargets {

    private static final JsonNode UNKNOWN = MissingNode.getInstance();
    private static final String REQUEST = "deployment_request";
    private static final int LONGEST_REASON = 200;

    private final Guard guard;
    private final Lookup lookup;
    private final AppRef app;

    PipelineTargets(Guard guard, Lookup lookup, AppRef app) {
        this.guard = guard;
        this.lookup = lookup;
        this.app = app;
    }

    void check(Target target, Map<String, String> path, JsonNode body) {
        String pipelineId = path.getOrDefault("pipelineId", "that is created");
        switch (target) {
            case REQUEST -> checkRequest(path.get("envId"), body);
            case PIPELINE -> checkSteps(pipelineId, definition(pipelineId, null), inputs(body));
            case RUN -> checkRun(pipelineId, ProtectedOperation.parameter(path, "runId"), true);
            case APPROVAL -> {
                checkApproval(pipelineId, path);
                checkRun(pipelineId, ProtectedOperation.parameter(path, "runId"), false);
            }
            case DEFINITION -> {
                checkSteps(pipelineId, body, UNKNOWN);
                checkAssigned(pipelineId);
            }
            case CRITERIA -> checkCriteria(pipelineId, body);
            case EXISTING_CRITERIA ->
                criteria(pipelineId)
                        .filter(one -> one.path("id").asText().equals(path.get("criteriaId")))
                        .forEach(one -> checkCriteria(pipelineId, one));
            default -> checkAssigned(pipelineId);
        }
    }

    /** Returns a missing node for a pipeline that does not exist. The API then rejects the request. */
    JsonNode definition(String pipelineId, @Nullable String version) {
        return lookup.definition(app, pipelineId, version)
                .map(GuardedRequest::yaml)
                .orElse(MissingNode.getInstance());
    }

    private static JsonNode inputs(JsonNode body) {
        return body.path("inputs").isObject() ? body.path("inputs") : JsonNodeFactory.instance.objectNode();
    }

    /**
     * Returns an environment.
     *
     * @param what what names it, for the message
     * @throws ProtectedException if the ID is invalid
     */
    private EnvRef env(String what, String id) {
        try {
            return app.env(id);
        } catch (InvalidInputException e) {
            throw undetermined(what, "it gives its environment as '" + id + "'");
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
        return new ProtectedException("Cannot determine which environments of " + app + " " + what + " deploys to: "
                + LogSanitizer.inOneLine(reason, LONGEST_REASON) + ". The protection rule '" + rule
                + "' of the connection could forbid it.");
    }

    /**
     * Checks the environments of the steps of a pipeline.
     *
     * @param inputs the inputs of the run; if they are unknown, steps whose environment is an input are skipped, since
     *     each run is checked later
     */
    void checkSteps(String pipelineId, JsonNode definition, JsonNode inputs) {
        if (!definition.isMissingNode() && !definition.path("jobs").isObject()) {
            throw undetermined("pipeline " + pipelineId, "its definition has no jobs");
        }
        for (PipelineStep step : PipelineStep.of(definition, inputs)) {
            if (step.target().isPresent()) {
                forbid(
                        app.env(step.target().get()),
                        "Pipeline " + pipelineId + " deploys to it in " + step.place() + ".");
            } else if (!(inputs.isMissingNode() && step.isInput())) {
                throw undetermined(
                        "pipeline " + pipelineId,
                        // The JSON of a missing value.
                        Set.of("", "null").contains(step.environment())
                                ? step.place() + " does not name its environment"
                                : step.place() + " gives its environment as " + step.environment());
            }
        }
    }

    /** Checks the environment of an approval. If it does not exist, the API rejects the request. */
    private void checkApproval(String pipelineId, Map<String, String> path) {
        JsonNode approval = lookup.approval(
                app,
                pipelineId,
                ProtectedOperation.parameter(path, "runId"),
                ProtectedOperation.parameter(path, "jobId"),
                ProtectedOperation.parameter(path, "approvalId"));
        if (!approval.isMissingNode()) {
            guard.check(
                    ProtectedAction.DEPLOYMENT,
                    env("the approval", approval.path("env_id").asText()));
        }
    }

    private void checkRun(String pipelineId, String runId, boolean isRestart) {
        JsonNode run = lookup.run(app, pipelineId, runId);
        String version = run.path("pipeline_version").asText(null);
        checkSteps(pipelineId, definition(pipelineId, version), inputs(run));
        if (isRestart) {
            // The pipeline may have a newer version than the run that is restarted.
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

    /** Checks the environments whose deployments are assigned to a pipeline. A change of the pipeline changes these. */
    private void checkAssigned(String pipelineId) {
        criteria(pipelineId).forEach(one -> checkCriteria(pipelineId, one));
    }

    private void checkCriteria(String pipelineId, JsonNode criteria) {
        String reason = "Its deployments go through pipeline " + pipelineId + ".";
        String envId = value(criteria, "env_id");
        if (!envId.isEmpty()) {
            forbid(env("pipeline " + pipelineId, envId), reason);
            return;
        }
        String type = value(criteria, "env_type");
        stream(lookup.environments(app))
                .filter(env -> type.isEmpty() || env.path("type").asText().equals(type))
                .map(env -> env("pipeline " + pipelineId, env.path("id").asText()))
                .forEach(env -> forbid(env, reason));
    }

    /** Returns a field of the criteria; empty if it matches everything. */
    private static String value(JsonNode criteria, String field) {
        String value = criteria.path(field).asText("");
        return value.equals("*") || value.equals("null") ? "" : value;
    }

    private void checkRequest(@Nullable String envIdInPath, JsonNode body) {
        if (body.path("env_id").isContainerNode() || body.path("environment").isContainerNode()) {
            throw undetermined("the request", "the name of its environment is not a text");
        }
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
            matching(env).forEach(pipelineId -> checkSteps(pipelineId, definition(pipelineId, null), inputs));
        }
    }

    /**
     * Returns the pipelines that may handle a deployment. These are the pipelines with the most specific matching
     * criteria, where the environment has priority over its type, and the type over the application. Pipelines whose
     * criteria name a type of deployment are always included, since that type is not evaluated.
     */
    private List<String> matching(EnvRef env) {
        List<JsonNode> matches = stream(lookup.criteria(app))
                .filter(one -> one.path("trigger").asText(REQUEST).equals(REQUEST))
                .filter(one -> Stream.of("", env.envId()).anyMatch(value(one, "env_id")::equals))
                .filter(one -> Stream.of("", app.appId()).anyMatch(value(one, "app_id")::equals))
                .filter(one -> value(one, "env_type").isEmpty()
                        || value(one, "env_type").equals(type(env)))
                .toList();
        int best = matches.stream()
                .filter(one -> value(one, "deployment_type").isEmpty())
                .mapToInt(PipelineTargets::rank)
                .max()
                .orElse(0);
        return matches.stream()
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
