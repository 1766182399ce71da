package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;

/** Writes pipeline runs and their jobs as the JSON of the contract. All jobs and steps have the status of the run. */
final class PipelineRunJson {

    private static final int TIMEOUT_SECONDS = 3600;

    private PipelineRunJson() {}

    static String etag(PipelineRun run) {
        return run.id().substring(0, 8) + "-" + run.status();
    }

    static ObjectNode run(Call call, PipelineRun run) {
        ObjectNode json = common(call, run)
                .put("id", run.id())
                .put("pipeline_id", run.pipeline().id())
                .put("trigger", "pipeline_call")
                .put("run_as", "u-ci")
                .put("created_by", "u-ci");
        json.putArray("env_ids");
        json.set("inputs", run.inputs().isObject() ? run.inputs() : JsonNodeFactory.instance.objectNode());
        ObjectNode waitingFor = json.putObject("waiting_for");
        run.approval()
                .filter(approval -> run.status().equals("waiting"))
                .ifPresent(approval -> waitingFor.put(approval.jobId(), "approval"));
        if (!run.status().equals("queued")) {
            json.put("executing_at", run.executingAt().toString());
        }
        return json;
    }

    private static ObjectNode common(Call call, PipelineRun run) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("etag", etag(run))
                .put("org_id", call.parameter("orgId"))
                .put("app_id", call.parameter("appId"))
                .put("pipeline_version", run.version())
                .put("status", run.status())
                .put("status_message", "")
                .put("created_at", run.createdAt().toString())
                .put("timeout_seconds", TIMEOUT_SECONDS);
        run.completedAt().ifPresent(at -> json.put("completed_at", at.toString()));
        return json;
    }

    static ObjectNode job(Call call, PipelineRun run, String id) {
        return common(call, run)
                .put("id", id)
                .put("pipeline_id", run.pipeline().id())
                .put("run_id", run.id())
                .put("updated_at", run.completedAt().orElse(run.createdAt()).toString());
    }

    static ObjectNode jobWithSteps(Call call, PipelineRun run, String id, JsonNode definition) {
        ObjectNode json = job(call, run, id);
        ArrayNode steps = json.putArray("steps");
        definition.path("steps").forEach(step -> {
            ObjectNode one = steps.addObject()
                    .put("index", steps.size() - 1)
                    .put("name", step.path("name").asText("Step " + steps.size()))
                    .put("uses", step.path("uses").asText())
                    .put("status", run.status())
                    .put("status_message", "")
                    .put("created_at", run.createdAt().toString())
                    .put("timeout_seconds", TIMEOUT_SECONDS);
            run.completedAt().ifPresent(at -> one.put("completed_at", at.toString()));
            ObjectNode entities = one.putObject("related_entities");
            if (step.path("with").hasNonNull("env_id")) {
                entities.put("env_id", step.path("with").path("env_id").asText());
            }
        });
        return json;
    }
}
