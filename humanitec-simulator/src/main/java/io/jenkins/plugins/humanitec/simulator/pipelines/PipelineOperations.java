package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tag Pipelines for the pipelines of one application. */
public final class PipelineOperations {

    private final Function<Call, Pipelines> pipelines;

    /**
     * Creates the operations.
     *
     * @param pipelines returns the pipelines of the application in a request
     */
    public PipelineOperations(Function<Call, Pipelines> pipelines) {
        this.pipelines = pipelines;
    }

    /**
     * Adds the operations by their IDs.
     *
     * @param operations the map to add to
     */
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listPipelines", this::list);
        operations.put("createPipeline", this::create);
        operations.put("getPipeline", call -> answer(200, call, pipeline(call)));
        operations.put("updatePipeline", this::update);
        operations.put("deletePipeline", this::delete);
        operations.put("getPipelineDefinition", this::definition);
    }

    private Pipeline pipeline(Call call) {
        return pipelines.apply(call).get(call.parameter("pipelineId"));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        pipelines.apply(call).all().forEach(pipeline -> list.add(json(call, pipeline)));
        return Answer.ok(list);
    }

    private Answer create(Call call) {
        requireDefinition(call);
        return call.asks("dry_run")
                ? Answer.noContent()
                : answer(201, call, pipelines.apply(call).create(call.body()));
    }

    private Answer update(Call call) {
        Pipeline pipeline = pipeline(call);
        requireMatch(call, pipeline.etag());
        requireDefinition(call);
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        pipeline.change(call.body());
        return answer(200, call, pipeline);
    }

    private Answer delete(Call call) {
        requireMatch(call, pipeline(call).etag());
        pipelines.apply(call).delete(call.parameter("pipelineId"));
        return Answer.noContent();
    }

    /** Returns JSON for both media types, because JSON is valid YAML. */
    private Answer definition(Call call) {
        String accepted = call.headers().getOrDefault("accept", "");
        Answer answer = Answer.ok(pipeline(call).definition());
        return accepted.endsWith("yaml") ? answer.with("Content-Type", accepted) : answer;
    }

    private static void requireDefinition(Call call) {
        if (call.body() == null || !call.body().isObject()) {
            throw Problem.badRequest("The body is not a pipeline definition.");
        }
    }

    static void requireMatch(Call call, String etag) {
        String wanted = call.headers().get("if-match");
        if (wanted != null && !wanted.equals(etag)) {
            throw Problem.preconditionFailed("The current ETag is " + etag + ".");
        }
    }

    private static Answer answer(int status, Call call, Pipeline pipeline) {
        return new Answer(status, json(call, pipeline)).with("ETag", pipeline.etag());
    }

    private static ObjectNode json(Call call, Pipeline pipeline) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", pipeline.id())
                .put("etag", pipeline.etag())
                .put("org_id", call.parameter("orgId"))
                .put("app_id", call.parameter("appId"))
                .put("name", pipeline.definition().path("name").asText(pipeline.id()))
                .put("status", "active")
                .put("version", pipeline.version())
                .put("created_at", pipeline.createdAt().toString());
        ArrayNode triggers = json.putArray("trigger_types");
        pipeline.definition().path("on").fieldNames().forEachRemaining(triggers::add);
        return json;
    }
}
