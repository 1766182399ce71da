package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tags PipelineRuns and PipelineJobs for the pipelines of one application. */
public final class PipelineRunOperations {

    private final Function<Call, Pipelines> pipelines;

    /**
     * Creates the operations.
     *
     * @param pipelines returns the pipelines of the application in a request
     */
    public PipelineRunOperations(Function<Call, Pipelines> pipelines) {
        this.pipelines = pipelines;
    }

    /**
     * Adds the operations by their IDs.
     *
     * @param operations the map to add to
     */
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listPipelineRuns", this::list);
        operations.put("createPipelineRun", this::create);
        operations.put("createPipelineRunByCriteria", this::createByCriteria);
        operations.put("getPipelineRun", call -> answer(200, call, run(call)));
        operations.put("deletePipelineRun", this::delete);
        operations.put("cancelPipelineRun", this::cancel);
        operations.put("restartPipelineRun", this::restart);
        operations.put("listPipelineJobs", this::listJobs);
        operations.put("getPipelineJob", this::getJob);
        operations.put("listPipelineStepLogs", this::logs);
    }

    private PipelineRun run(Call call) {
        return pipelines.apply(call).run(call.parameter("pipelineId"), call.parameter("runId"));
    }

    private Answer list(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        pipelines.apply(call).runs().stream()
                .filter(run -> run.pipeline().id().equals(call.parameter("pipelineId")))
                .forEach(run -> list.add(PipelineRunJson.run(call, run)));
        return Answer.ok(list);
    }

    private Answer create(Call call) {
        Pipeline pipeline = pipelines.apply(call).get(call.parameter("pipelineId"));
        return start(call, pipeline, call.body().path("inputs"));
    }

    /** Runs the first pipeline with the trigger, because the simulator does not store criteria. */
    private Answer createByCriteria(Call call) {
        String trigger = call.text("trigger", "");
        Pipeline pipeline = pipelines.apply(call).all().stream()
                .filter(candidate -> candidate.definition().path("on").has(trigger))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Pipeline for '" + trigger + "'"));
        return start(call, pipeline, call.body());
    }

    private Answer start(Call call, Pipeline pipeline, JsonNode inputs) {
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        String key = call.headers().get("idempotency-key");
        return answer(201, call, pipelines.apply(call).run(pipeline, inputs, key));
    }

    private Answer restart(Call call) {
        return start(call, run(call).pipeline(), run(call).inputs());
    }

    private Answer cancel(Call call) {
        PipelineRun run = run(call);
        PipelineOperations.requireMatch(call, PipelineRunJson.etag(run));
        run.cancel();
        return Answer.noContent();
    }

    private Answer delete(Call call) {
        PipelineRun run = run(call);
        PipelineOperations.requireMatch(call, PipelineRunJson.etag(run));
        if (run.completedAt().isEmpty()) {
            throw Problem.conflict("Pipeline run '" + run.id() + "' is not complete.");
        }
        pipelines.apply(call).delete(run);
        return Answer.noContent();
    }

    private Answer listJobs(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        PipelineRun run = run(call);
        run.pipeline()
                .definition()
                .path("jobs")
                .fieldNames()
                .forEachRemaining(job -> list.add(PipelineRunJson.job(call, run, job)));
        return Answer.ok(list);
    }

    private JsonNode requireJob(Call call) {
        JsonNode job = run(call).pipeline().definition().path("jobs").get(call.parameter("jobId"));
        if (job == null) {
            throw Problem.notFound("Job '" + call.parameter("jobId") + "'");
        }
        return job;
    }

    private Answer getJob(Call call) {
        return Answer.ok(PipelineRunJson.jobWithSteps(call, run(call), call.parameter("jobId"), requireJob(call)));
    }

    private Answer logs(Call call) {
        requireJob(call);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addObject()
                .put("at", run(call).executingAt().toString())
                .put("level", "INFO")
                .put("message", "Step " + call.parameter("stepIndex") + " of " + call.parameter("jobId") + ".");
        return Answer.ok(list);
    }

    private static Answer answer(int status, Call call, PipelineRun run) {
        return new Answer(status, PipelineRunJson.run(call, run)).with("ETag", PipelineRunJson.etag(run));
    }
}
