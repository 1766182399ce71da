package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import java.time.Instant;
import java.util.Optional;

/** Writes pipeline runs and their jobs as the JSON of the contract. */
final class PipelineRunJson {

    private static final int TIMEOUT_SECONDS = 3600;

    private PipelineRunJson() {}

    static String etag(PipelineRun run) {
        return run.id().substring(0, 8) + "-" + run.status();
    }

    static ObjectNode run(Call call, PipelineRun run) {
        ObjectNode json = common(call, run, run.status(), run.message(), run.completedAt())
                .put("id", run.id())
                .put("trigger", run.request().trigger())
                .put("run_as", run.user())
                .put("created_by", run.request().user())
                .put("created_at", run.createdAt().toString())
                .put("timeout_seconds", TIMEOUT_SECONDS);
        run.environments().forEach(json.putArray("env_ids")::add);
        json.set("inputs", run.inputs());
        if (!run.concurrencyGroup().isEmpty()) {
            json.put("concurrency_group", run.concurrencyGroup());
        }
        ObjectNode waitingFor = json.putObject("waiting_for");
        run.approvals().stream()
                .filter(approval -> approval.status().equals("waiting"))
                .forEach(approval -> waitingFor.put(approval.jobId(), "approval"));
        run.executingAt().ifPresent(at -> json.put("executing_at", at.toString()));
        return json;
    }

    private static ObjectNode common(
            Call call, PipelineRun run, String status, String message, Optional<Instant> completedAt) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("etag", etag(run))
                .put("org_id", call.parameter("orgId"))
                .put("app_id", call.parameter("appId"))
                .put("pipeline_id", run.pipeline().id())
                .put("pipeline_version", run.version())
                .put("status", status)
                .put("status_message", message);
        completedAt.ifPresent(at -> json.put("completed_at", at.toString()));
        return json;
    }

    static ObjectNode job(Call call, PipelineJob job) {
        ObjectNode json = common(call, job.run(), job.status(), job.message(), job.completedAt())
                .put("id", job.id())
                .put("run_id", job.run().id())
                .put("created_at", job.run().createdAt().toString())
                .put("updated_at", job.updatedAt().toString())
                .put("timeout_seconds", job.timeout().toSeconds());
        return job.isWaiting() ? json.put("waiting_for", "approval") : json;
    }

    static ObjectNode jobWithSteps(Call call, PipelineJob job) {
        ObjectNode json = job(call, job);
        ArrayNode steps = json.putArray("steps");
        job.startedSteps().forEach(step -> {
            ObjectNode one = steps.addObject()
                    .put("index", step.index())
                    .put("name", step.name())
                    .put("uses", step.uses())
                    .put("status", step.status())
                    .put("status_message", step.message())
                    .put("created_at", step.startedAt().toString())
                    .put("timeout_seconds", job.timeout().toSeconds());
            step.completedAt().ifPresent(at -> one.put("completed_at", at.toString()));
            ObjectNode entities = one.putObject("related_entities");
            step.relatedEntities().forEach(entities::put);
        });
        return json;
    }
}
