package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.operations.QueryTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations of the tags PipelineRuns and PipelineJobs for the pipelines of one application. */
public final class PipelineRunOperations {

    private final Function<Call, Pipelines> pipelines;
    private final Function<Call, Stream<Call>> applications;

    /**
     * Creates the operations.
     *
     * @param pipelines returns the pipelines of the application in a request
     * @param applications returns a request for each application of the organization in a request
     */
    public PipelineRunOperations(Function<Call, Pipelines> pipelines, Function<Call, Stream<Call>> applications) {
        this.pipelines = pipelines;
        this.applications = applications;
    }

    /**
     * Adds the operations by their IDs.
     *
     * @param operations the map to add to
     */
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listPipelineRuns", this::list);
        operations.put("listPipelineRunsOfOrganization", this::listOfOrganization);
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
        pipelines.apply(call).get(call.parameter("pipelineId"));
        add(list, call);
        return Answer.ok(list);
    }

    private Answer listOfOrganization(Call call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<String> apps = call.query().getOrDefault("app", List.of());
        applications
                .apply(call)
                .filter(application -> apps.isEmpty() || apps.contains(application.parameter("appId")))
                .forEach(application -> add(list, application));
        return Answer.ok(list);
    }

    private void add(ArrayNode list, Call call) {
        List<String> wanted = call.parameter("pipelineId") == null
                ? call.query().getOrDefault("pipeline", List.of())
                : List.of(call.parameter("pipelineId"));
        List<String> statuses = call.query().getOrDefault("status", List.of());
        String completed = call.query("completed");
        pipelines.apply(call).runs().stream()
                .filter(run ->
                        wanted.isEmpty() || wanted.contains(run.pipeline().id()))
                .filter(run -> statuses.isEmpty() || statuses.contains(run.status()))
                .filter(run -> completed == null
                        || Boolean.parseBoolean(completed) == run.completedAt().isPresent())
                .filter(run -> !run.createdAt().isBefore(QueryTimes.time(call, "created_after", Instant.MIN))
                        && run.createdAt().isBefore(QueryTimes.time(call, "created_before", Instant.MAX)))
                .forEach(run -> list.add(PipelineRunJson.run(call, run)));
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
