package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The operations of the tags PipelineRuns and PipelineJobs for the pipelines of one application.
 *
 * @param pipelines returns the pipelines of the application in a request
 * @param applications returns a request for each application of the organization in a request
 */
public record PipelineRunOperations(Function<Call, Pipelines> pipelines, Function<Call, Stream<Call>> applications)
        implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.list(
                "listPipelineRuns", call -> list(call, pipeline -> pipeline.equals(call.parameter("pipelineId"))));
        operations.list(
                "listPipelineRunsOfOrganization",
                call -> applications
                        .apply(call)
                        .filter(application -> call.wants("app", application.parameter("appId")))
                        .flatMap(application -> list(application, pipeline -> call.wants("pipeline", pipeline))));
        operations.put("createPipelineRun", this::create);
        operations.put("getPipelineRun", call -> run(call).answer(200));
        operations.noContent("deletePipelineRun", this::delete);
        operations.noContent("cancelPipelineRun", call -> matchingRun(call).cancel());
        operations.put("restartPipelineRun", call -> {
            PipelineRun.Request request = run(call).request();
            return start(call, run(call).pipeline(), request.trigger(), request.inputs());
        });
        operations.list(
                "listPipelineJobs",
                call -> run(call).jobs().stream()
                        .filter(job -> call.wants("status", job.status()))
                        .map(PipelineJob::json));
        operations.ok("getPipelineJob", call -> job(call).jsonWithSteps());
        operations.list("listPipelineStepLogs", call -> job(call).step(call.parameter("stepIndex")).logs().stream());
    }

    private PipelineRun run(Call call) {
        return pipelines.apply(call).run(call);
    }

    /** Returns the run in a request, which can have the ETag that it expects. */
    private PipelineRun matchingRun(Call call) {
        PipelineRun run = run(call);
        PipelineOperations.requireMatch(call, run.etag());
        return run;
    }

    private PipelineJob job(Call call) {
        return run(call).job(call.parameter("jobId"));
    }

    private Stream<ObjectNode> list(Call call, Predicate<String> pipelineId) {
        String completed = call.query("completed");
        String env = call.query("env");
        Predicate<Instant> between = call.between("created_after", "created_before");
        return pipelines.apply(call).runs().stream()
                .filter(run -> pipelineId.test(run.pipeline().id()))
                .filter(run -> env == null || run.environments().contains(env))
                .filter(run -> call.wants("status", run.status()))
                .filter(run -> completed == null
                        || Boolean.parseBoolean(completed) == run.completedAt().isPresent())
                .filter(run -> between.test(run.createdAt()))
                .map(PipelineRun::json);
    }

    private Answer create(Call call) {
        Pipeline pipeline = pipelines.apply(call).get(call.parameter("pipelineId"));
        return start(
                call,
                pipeline,
                "pipeline_call",
                pipeline.requireInputs(call.body().path("inputs")));
    }

    private Answer start(Call call, Pipeline pipeline, String trigger, ObjectNode inputs) {
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        PipelineRun.Request request = new PipelineRun.Request(trigger, inputs, call.user(), null);
        return pipelines
                .apply(call)
                .run(pipeline, request, call.headers().get("idempotency-key"))
                .answer(201);
    }

    private void delete(Call call) {
        PipelineRun run = matchingRun(call);
        Problem.conflictIf(run.completedAt().isEmpty(), "Pipeline run '" + run.id() + "' is not complete.");
        pipelines.apply(call).delete(run);
    }
}
