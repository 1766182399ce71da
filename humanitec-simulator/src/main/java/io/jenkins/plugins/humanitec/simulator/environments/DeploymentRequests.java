package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentHistory;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Requests to deploy. Each one starts the pipeline of the application whose criteria match it best.
 *
 * @param application returns the application in a request
 * @param store the resources of the organizations, among them the criteria of pipelines
 */
public record DeploymentRequests(Function<Call, App> application, ResourceStore store) implements Operations {

    private static final String TRIGGER = "deployment_request";

    @Override
    public void addTo(OperationTable operations) {
        operations.put("createDeployment", this::deploy);
        operations.put("createPipelineRunByCriteria", this::run);
    }

    private Answer deploy(Call call) {
        App app = application.apply(call);
        Env env = app.env(call.parameter("envId"));
        // With a delta, the set is ignored.
        String deltaId = call.text("delta_id", null);
        String setId = deltaId == null ? call.text("set_id", null) : null;
        Problem.badRequestIf(deltaId == null && setId == null, "The body must have delta_id or set_id.");
        String comment = call.text("comment", "");
        String values = call.text("value_set_version_id", null);
        return Answer.created(
                deploy(app, env, comment, deltaId, setId, values, call.user()).json());
    }

    /**
     * Requests a deployment. It starts directly if no pipeline takes it.
     *
     * @param app the application
     * @param env the environment
     * @param comment the comment
     * @param deltaId the ID of the delta to deploy; null for a set
     * @param setId the ID of the set to deploy; null for a delta
     * @param valueSetVersionId the ID of the version of the shared values; null for the newest one
     * @param user the ID of the user
     * @return the deployment, which the pipeline starts if there is one
     * @throws Problem with status 400 if the delta does not exist, with status 404 if the set does not exist, and with status 409 if
     *     a deployment is in progress
     */
    Deployment deploy(
            App app, Env env, String comment, String deltaId, String setId, String valueSetVersionId, String user) {
        DeploymentHistory history = env.deploymentHistory();
        String resultingSet = deltaId == null ? setId : history.apply(delta(app, deltaId));
        Optional<Pipeline> pipeline = find(app, env, "deploy");
        if (pipeline.isEmpty()) {
            return history.deploy(comment, deltaId, resultingSet, valueSetVersionId, user);
        }
        Deployment deployment = history.request(comment, deltaId, resultingSet, valueSetVersionId, user);
        ObjectNode inputs = inputs(env, comment, valueSetVersionId);
        inputs.put(deltaId == null ? "set_id" : "delta_id", deltaId == null ? setId : deltaId);
        app.pipelines().run(pipeline.get(), new PipelineRun.Request(TRIGGER, inputs, user, deployment), null);
        return deployment;
    }

    private static JsonNode delta(App app, String id) {
        try {
            return app.deltas().get(id);
        } catch (Problem e) {
            throw Problem.badRequest(e.getMessage());
        }
    }

    private static ObjectNode inputs(Env env, String comment, String valueSetVersionId) {
        ObjectNode inputs = Json.object().put("env_id", env.id()).put("comment", comment);
        return valueSetVersionId == null ? inputs : inputs.put("value_set_version_id", valueSetVersionId);
    }

    private Answer run(Call call) {
        Problem.badRequestIf(!call.text("trigger", "").equals(TRIGGER), "The trigger must be " + TRIGGER + ".");
        App app = application.apply(call);
        String envId = call.text("env_id", call.text("environment", ""));
        Env env = app.find(envId).orElseThrow(() -> Problem.badRequest("Environment '" + envId + "' does not exist."));
        env.requireNoDeletion();
        List<String> given = Stream.of("delta_id", "set_id", "deployment_id")
                .filter(field -> call.text(field, null) != null)
                .toList();
        Problem.badRequestIf(given.size() != 1, "The body must have one of delta_id, set_id and deployment_id.");
        ObjectNode inputs = inputs(env, call.text("comment", ""), call.text("value_set_version_id", null));
        inputs.put(given.get(0), call.text(given.get(0), null));
        switch (given.get(0)) {
            case "delta_id" -> delta(app, call.text("delta_id", null));
            case "set_id" -> app.sets().get(call.text("set_id", null));
            default -> addContent(inputs, app.deployment(call.text("deployment_id", null)));
        }
        if (call.text("mode", null) != null) {
            inputs.put("mode", call.text("mode", null));
        }
        Pipeline pipeline = pipeline(app, env, given.get(0).equals("deployment_id") ? "redeploy" : "deploy");
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        PipelineRun.Request request = new PipelineRun.Request(TRIGGER, inputs, call.user(), null);
        String key = call.headers().get("idempotency-key");
        return app.pipelines().run(pipeline, request, key).answer(201);
    }

    private static void addContent(ObjectNode inputs, Deployment deployment) {
        inputs.put("set_id", deployment.instruction().setId());
        if (deployment.instruction().valueSetVersionId() != null) {
            inputs.put("value_set_version_id", deployment.instruction().valueSetVersionId());
        }
    }

    private Pipeline pipeline(App app, Env env, String type) {
        return find(app, env, type)
                .orElseThrow(() -> Problem.notFound("Pipeline for deployments to environment '" + env.id() + "'"));
    }

    private Optional<Pipeline> find(App app, Env env, String type) {
        return store.listBelow(app.path() + "/pipelines/", "/criteria").stream()
                .filter(criteria -> matches(criteria, "env_id", env.id())
                        && matches(criteria, "env_type", env.type())
                        && matches(criteria, "deployment_type", type))
                .sorted(Comparator.<ObjectNode>comparingInt(criteria -> -rank(criteria)))
                .map(criteria ->
                        app.pipelines().find(criteria.path("pipeline_id").asText()))
                .filter(Objects::nonNull)
                .filter(pipeline -> pipeline.hasTrigger(TRIGGER))
                .findFirst();
    }

    private static boolean matches(JsonNode criteria, String field, String value) {
        String wanted = criteria.path(field).asText("");
        return wanted.isEmpty() || wanted.equals("*") || wanted.equals(value);
    }

    /** The environment comes first, then its type, then the application. */
    private static int rank(JsonNode criteria) {
        return rank(criteria, "env_id", 16, 4)
                + rank(criteria, "env_type", 8, 2)
                + rank(criteria, "deployment_type", 1, 0);
    }

    private static int rank(JsonNode criteria, String field, int value, int any) {
        return switch (criteria.path(field).asText("")) {
            case "" -> 0;
            case "*" -> any;
            default -> value;
        };
    }
}
