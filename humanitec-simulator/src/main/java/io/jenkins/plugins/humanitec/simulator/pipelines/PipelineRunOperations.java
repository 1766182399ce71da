package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.operations.QueryTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations of the tags PipelineRuns and PipelineJobs for the pipelines of one application. */
public final class PipelineRunOperations implements Operations {

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

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listPipelineRuns", this::list);
        operations.put("listPipelineRunsOfOrganization", this::listOfOrganization);
        operations.put("createPipelineRun", this::create);
        operations.put("getPipelineRun", call -> answer(200, call, run(call)));
        operations.put("deletePipelineRun", this::delete);
        operations.put("cancelPipelineRun", this::cancel);
        operations.put("restartPipelineRun", this::restart);
        operations.put("listPipelineJobs", this::listJobs);
        operations.put("getPipelineJob", call -> Answer.ok(PipelineRunJson.jobWithSteps(call, job(call))));
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
        String env = call.query("env");
        pipelines.apply(call).runs().stream()
                .filter(run ->
                        wanted.isEmpty() || wanted.contains(run.pipeline().id()))
                .filter(run -> env == null || run.environments().contains(env))
                .filter(run -> statuses.isEmpty() || statuses.contains(run.status()))
                .filter(run -> completed == null
                        || Boolean.parseBoolean(completed) == run.completedAt().isPresent())
                .filter(run -> !run.createdAt().isBefore(QueryTimes.time(call, "created_after", Instant.MIN))
                        && run.createdAt().isBefore(QueryTimes.time(call, "created_before", Instant.MAX)))
                .forEach(run -> list.add(PipelineRunJson.run(call, run)));
    }

    private Answer create(Call call) {
        Pipeline pipeline = pipelines.apply(call).get(call.parameter("pipelineId"));
        ObjectNode inputs = pipeline.requireInputs(call.body().path("inputs"));
        return start(call, pipeline, new PipelineRun.Request("pipeline_call", inputs, call.user(), null));
    }

    private Answer start(Call call, Pipeline pipeline, PipelineRun.Request request) {
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        String key = call.headers().get("idempotency-key");
        return answer(201, call, pipelines.apply(call).run(pipeline, request, key));
    }

    private Answer restart(Call call) {
        PipelineRun.Request request = run(call).request();
        return start(
                call,
                run(call).pipeline(),
                new PipelineRun.Request(request.trigger(), request.inputs(), call.user(), null));
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
        List<String> statuses = call.query().getOrDefault("status", List.of());
        run(call).jobs().stream()
                .filter(job -> statuses.isEmpty() || statuses.contains(job.status()))
                .forEach(job -> list.add(PipelineRunJson.job(call, job)));
        return Answer.ok(list);
    }

    private PipelineJob job(Call call) {
        return run(call).job(call.parameter("jobId"));
    }

    private Answer logs(Call call) {
        String index = call.parameter("stepIndex");
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        job(call)
                .step(index)
                .orElseThrow(() -> Problem.notFound("Step '" + index + "'"))
                .logs()
                .forEach(entry -> list.addObject()
                        .put("at", entry.at().toString())
                        .put("level", entry.level())
                        .put("message", entry.message()));
        return Answer.ok(list);
    }

    /**
     * Writes a run.
     *
     * @param status the HTTP status of the answer
     * @param call the request
     * @param run the run
     * @return the answer
     */
    public static Answer answer(int status, Call call, PipelineRun run) {
        return new Answer(status, PipelineRunJson.run(call, run)).with("ETag", PipelineRunJson.etag(run));
    }
}
