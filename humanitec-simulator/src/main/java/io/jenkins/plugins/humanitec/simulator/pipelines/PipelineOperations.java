package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations of the tags Pipelines and PipelineCriteria. */
public final class PipelineOperations implements Operations {

    private final Function<Call, Pipelines> pipelines;
    private final Function<Call, Stream<Call>> applications;
    private final ResourceStore store;

    /**
     * Creates the operations.
     *
     * @param pipelines returns the pipelines of the application in a request
     * @param applications returns a request for each application of the organization in a request
     * @param store the resources of the organizations, among them the criteria of pipelines
     */
    public PipelineOperations(
            Function<Call, Pipelines> pipelines, Function<Call, Stream<Call>> applications, ResourceStore store) {
        this.pipelines = pipelines;
        this.applications = applications;
        this.store = store;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listPipelines", this::list);
        operations.put("createPipeline", this::create);
        operations.put("getPipeline", call -> {
            Pipeline pipeline = pipeline(call);
            Pipeline.Version version = pipeline.version(call.query("version"));
            return new Answer(200, json(call, pipeline, version)).with("ETag", pipeline.etag());
        });
        operations.put("updatePipeline", this::update);
        operations.put("deletePipeline", this::delete);
        operations.put("getPipelineDefinition", this::definition);
        operations.put("listPipelinesOfOrganization", call -> {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            applications.apply(call).forEach(application -> add(list, application));
            return Answer.ok(list);
        });
        operations.put("getPipelineSchema", call -> {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            PipelineDefinition.REQUIRED.forEach(schema.putArray("required")::add);
            return Answer.ok(schema);
        });
        operations.put("getPipelineBatch", call -> {
            pipeline(call);
            ObjectNode batch = JsonNodeFactory.instance.objectNode();
            batch.putArray("items");
            return Answer.ok(batch);
        });
        Function<Call, Answer> createCriteria = operations.get("createPipelineCriteria");
        operations.put("createPipelineCriteria", call -> {
            ObjectNode body = call.bodyOrEmpty().deepCopy();
            requireNoEqualCriteria(call);
            return createCriteria.apply(
                    call.withBody(body.put("pipeline_name", pipeline(call).name())));
        });
        operations.put("listPipelineCriteria", this::listCriteria);
        operations.put("listPipelineVersions", this::listVersions);
    }

    private Pipeline pipeline(Call call) {
        return pipelines.apply(call).get(call.parameter("pipelineId"));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        add(list, call);
        return Answer.ok(list);
    }

    private void add(ArrayNode list, Call call) {
        List<String> apps = call.query().getOrDefault("app", List.of());
        String trigger = call.query("trigger");
        Map<String, String> metadata = call.queryObject("metadata");
        if (apps.isEmpty() || apps.contains(call.parameter("appId"))) {
            pipelines.apply(call).all().stream()
                    .filter(pipeline ->
                            trigger == null || pipeline.definition().path("on").has(trigger))
                    .filter(pipeline -> hasAll(pipeline.definition().path("metadata"), metadata))
                    .forEach(pipeline -> list.add(json(call, pipeline)));
        }
    }

    private static boolean hasAll(JsonNode json, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(field -> json.path(field.getKey()).asText("").equals(field.getValue()));
    }

    private Answer listCriteria(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Map<String, String> match = call.queryObject("match");
        String pipeline = call.query("pipeline");
        store.listBelow(path(call) + "/pipelines/", "/criteria").stream()
                .filter(criteria -> pipeline == null
                        || pipeline.equals(criteria.path("pipeline_id").asText()))
                .filter(criteria -> hasAll(criteria, match))
                .forEach(list::add);
        return Answer.ok(list);
    }

    private void requireNoEqualCriteria(Call call) {
        store.listBelow(path(call) + "/pipelines/", "/criteria").forEach(criteria -> {
            boolean equal = Stream.of("trigger", "env_id", "env_type", "deployment_type")
                    .allMatch(field -> criteria.path(field).asText("").equals(call.text(field, "")));
            if (equal) {
                throw Problem.conflict(
                        "Pipeline '" + criteria.path("pipeline_id").asText() + "' has the same criteria '"
                                + criteria.path("id").asText() + "'.");
            }
        });
    }

    private static String path(Call call) {
        return "/orgs/" + call.parameter("orgId") + "/apps/" + call.parameter("appId");
    }

    private Answer listVersions(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Pipeline pipeline = pipeline(call);
        pipeline.versions()
                .forEach(version -> list.addObject()
                        .put("id", version.id())
                        .put("org_id", call.parameter("orgId"))
                        .put("app_id", call.parameter("appId"))
                        .put("pipeline_id", pipeline.id())
                        .put("created_by", version.createdBy())
                        .put("created_at", version.createdAt().toString()));
        return Answer.ok(list);
    }

    private Answer create(Call call) {
        if (call.asks("dry_run")) {
            PipelineDefinition.require(call.body());
            return Answer.noContent();
        }
        Pipeline pipeline = pipelines.apply(call).create(call.body(), call.text(), call.user());
        return answer(201, call, pipeline);
    }

    private Answer update(Call call) {
        Pipeline pipeline = pipeline(call);
        requireMatch(call, pipeline.etag());
        if (call.asks("dry_run")) {
            PipelineDefinition.require(call.body());
            return Answer.noContent();
        }
        pipeline.change(call.body(), call.text(), call.user());
        return answer(200, call, pipeline);
    }

    private Answer delete(Call call) {
        requireMatch(call, pipeline(call).etag());
        pipelines.apply(call).delete(call.parameter("pipelineId"));
        store.removeBelow(path(call) + "/pipelines/" + call.parameter("pipelineId"));
        return Answer.noContent();
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
            throw Problem.preconditionFailed("The current ETag is " + etag + ".");
        }
    }

    private static Answer answer(int status, Call call, Pipeline pipeline) {
        return new Answer(status, json(call, pipeline)).with("ETag", pipeline.etag());
    }

    private static ObjectNode json(Call call, Pipeline pipeline) {
        return json(call, pipeline, pipeline.version(null));
    }

    private static ObjectNode json(Call call, Pipeline pipeline, Pipeline.Version version) {
        JsonNode definition = version.definition();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", pipeline.id())
                .put("etag", pipeline.etag())
                .put("org_id", call.parameter("orgId"))
                .put("app_id", call.parameter("appId"))
                .put("name", definition.path("name").asText(pipeline.id()))
                .put("status", "active")
                .put("version", version.id())
                .put("created_at", pipeline.createdAt().toString());
        ArrayNode triggers = json.putArray("trigger_types");
        definition.path("on").fieldNames().forEachRemaining(triggers::add);
        ObjectNode metadata = json.putObject("metadata");
        definition
                .path("metadata")
                .properties()
                .forEach(field -> metadata.put(field.getKey(), field.getValue().asText()));
        return json;
    }
}
