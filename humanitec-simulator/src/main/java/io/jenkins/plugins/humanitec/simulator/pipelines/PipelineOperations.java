package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the tags Pipelines and PipelineCriteria.
 *
 * @param pipelines returns the pipelines of the application in a request
 * @param applications returns a request for each application of the organization in a request
 * @param store the resources of the organizations, among them the criteria of pipelines
 */
public record PipelineOperations(
        Function<Call, Pipelines> pipelines, Function<Call, Stream<Call>> applications, ResourceStore store)
        implements Operations {

    private static final String PIPELINES = "/orgs/{orgId}/apps/{appId}/pipelines/";

    @Override
    public void addTo(OperationTable operations) {
        operations.list("listPipelines", this::list);
        operations.put("createPipeline", this::create);
        operations.put("getPipeline", call -> {
            Pipeline pipeline = pipeline(call);
            return answer(200, pipeline, pipeline.version(call.query("version")));
        });
        operations.put("updatePipeline", this::update);
        operations.noContent("deletePipeline", this::delete);
        operations.put("getPipelineDefinition", this::definition);
        operations.list(
                "listPipelinesOfOrganization", call -> applications.apply(call).flatMap(this::list));
        operations.ok("getPipelineSchema", call -> {
            ObjectNode schema = Json.object().put("type", "object");
            PipelineDefinition.REQUIRED.forEach(schema.putArray("required")::add);
            return schema;
        });
        operations.ok("getPipelineBatch", call -> {
            pipeline(call);
            return Json.object().set("items", Json.array(Stream.of()));
        });
        operations.extend("createPipelineCriteria", (call, create) -> {
            requireNoEqualCriteria(call);
            ObjectNode body = call.bodyOrEmpty().deepCopy();
            return create.apply(
                    call.withBody(body.put("pipeline_name", pipeline(call).name())));
        });
        operations.list("listPipelineCriteria", this::listCriteria);
        operations.list("listPipelineVersions", this::listVersions);
    }

    private Pipeline pipeline(Call call) {
        return pipelines.apply(call).get(call.parameter("pipelineId"));
    }

    private Stream<ObjectNode> list(Call call) {
        String trigger = call.query("trigger");
        Map<String, String> metadata = call.queryObject("metadata");
        return pipelines.apply(call).all().stream()
                .filter(pipeline -> call.wants("app", call.parameter("appId")))
                .filter(pipeline -> trigger == null || pipeline.hasTrigger(trigger))
                .filter(pipeline -> hasAll(pipeline.definition().path("metadata"), metadata))
                .map(pipeline -> pipeline.json(pipeline.version(null)));
    }

    private static boolean hasAll(JsonNode json, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(field -> json.path(field.getKey()).asText("").equals(field.getValue()));
    }

    private Stream<ObjectNode> listCriteria(Call call) {
        return store.listBelow(call.path(PIPELINES), "/criteria").stream()
                .filter(criteria ->
                        call.wants("pipeline", criteria.path("pipeline_id").asText()))
                .filter(criteria -> hasAll(criteria, call.queryObject("match")));
    }

    private void requireNoEqualCriteria(Call call) {
        store.listBelow(call.path(PIPELINES), "/criteria")
                .forEach(criteria -> Problem.conflictIf(
                        Stream.of("trigger", "env_id", "env_type", "deployment_type")
                                .allMatch(
                                        field -> criteria.path(field).asText("").equals(call.text(field, ""))),
                        "Pipeline '" + criteria.path("pipeline_id").asText() + "' has the same criteria '"
                                + criteria.path("id").asText() + "'."));
    }

    private Stream<ObjectNode> listVersions(Call call) {
        Pipeline pipeline = pipeline(call);
        return pipeline.versions().stream()
                .map(version -> pipelines
                        .apply(call)
                        .owner()
                        .json()
                        .put("id", version.id())
                        .put("pipeline_id", pipeline.id())
                        .put("created_by", version.createdBy())
                        .put("created_at", version.createdAt().toString()));
    }

    private Answer create(Call call) {
        if (call.asks("dry_run")) {
            PipelineDefinition.require(call.body());
            return Answer.noContent();
        }
        Pipeline pipeline = pipelines.apply(call).create(call.body(), call.text(), call.user());
        return answer(201, pipeline, pipeline.version(null));
    }

    private Answer update(Call call) {
        Pipeline pipeline = pipeline(call);
        requireMatch(call, pipeline.etag());
        if (call.asks("dry_run")) {
            PipelineDefinition.require(call.body());
            return Answer.noContent();
        }
        pipeline.change(call.body(), call.text(), call.user());
        return answer(200, pipeline, pipeline.version(null));
    }

    private void delete(Call call) {
        requireMatch(call, pipeline(call).etag());
        pipelines.apply(call).delete(call.parameter("pipelineId"));
        store.removeBelow(call.path(PIPELINES + "{pipelineId}"));
    }

    /** Returns YAML as the text that was uploaded, with its comments. */
    private Answer definition(Call call) {
        Pipeline.Version version = pipeline(call).version(call.query("version"));
        return call.accepted().endsWith("yaml")
                ? Answer.ok(TextNode.valueOf(version.text())).with("Content-Type", call.accepted())
                : Answer.ok(version.definition());
    }

    static void requireMatch(Call call, String etag) {
        String wanted = call.headers().get("if-match");
        if (wanted != null && !wanted.equals(etag)) {
            throw new Problem(412, "The current ETag is " + etag + ".");
        }
    }

    private static Answer answer(int status, Pipeline pipeline, Pipeline.Version version) {
        return new Answer(status, pipeline.json(version)).with("ETag", pipeline.etag());
    }
}
