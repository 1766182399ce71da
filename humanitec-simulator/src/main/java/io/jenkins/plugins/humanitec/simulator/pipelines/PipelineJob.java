package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A job of a pipeline run: it executes its steps one after the other. */
final class PipelineJob extends Execution {

    private static final int DEFAULT_TIMEOUT_MINUTES = 60;
    private static final int LONGEST_TIMEOUT_MINUTES = 365 * 24 * 60;

    private final PipelineRun run;
    private final String id;
    private final JsonNode definition;
    private final List<PipelineStep> steps = new ArrayList<>();
    private JsonNode outputs = Json.object();
    private Instant updatedAt;

    PipelineJob(PipelineRun run, String id, JsonNode definition) {
        this.run = run;
        this.id = id;
        this.definition = definition;
        this.updatedAt = run.createdAt();
        definition.path("steps").forEach(step -> steps.add(new PipelineStep(this, step, steps.size())));
    }

    void start() {
        setStatus("executing");
        updatedAt = time().now();
        time().at(updatedAt.plus(timeout()), () -> end("failed", "The job timed out."));
        startStep(0);
    }

    private void startStep(int index) {
        if (index < steps.size()) {
            steps.get(index).start();
        } else {
            try {
                outputs = Expression.resolve(definition.path("outputs"), context());
                end("succeeded", "");
            } catch (Problem e) {
                end("failed", e.getMessage());
            }
        }
    }

    /** Goes on after a step. */
    void completed(PipelineStep step) {
        updatedAt = time().now();
        if (isOver()) {
            return;
        }
        if (step.status().equals("failed") && !step.isIgnoredIfFailed()) {
            end("failed", step.message());
        } else {
            startStep(step.index() + 1);
        }
    }

    /** Ends the job and the step that is executed, if the job is not over. */
    void end(String newStatus, String newMessage) {
        if (isOver()) {
            return;
        }
        setEnd(newStatus, newMessage);
        updatedAt = time().now();
        startedSteps().forEach(PipelineStep::cancel);
        run.advance();
    }

    /** What the expressions of this job can name. */
    ObjectNode context() {
        ObjectNode context = run.context(needs());
        ObjectNode byId = context.putObject("steps");
        startedSteps().forEach(step -> byId.set(step.id(), step.result()));
        return context;
    }

    /** The IDs of the jobs that must be over before this one starts. */
    List<String> needs() {
        return needs(definition);
    }

    static List<String> needs(JsonNode definition) {
        JsonNode declared = definition.path("needs");
        return (declared.isTextual() ? Stream.of(declared) : declared.valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    /** Returns what the expressions of other jobs can name. */
    ObjectNode result() {
        return result(outputs);
    }

    /** Writes the job as the JSON of the contract, without its steps. */
    ObjectNode json() {
        ObjectNode json = addStatus(run.common())
                .put("id", id)
                .put("run_id", run.id())
                .put("created_at", run.createdAt().toString())
                .put("updated_at", updatedAt.toString())
                .put("timeout_seconds", timeout().toSeconds());
        return isWaiting() ? json.put("waiting_for", "approval") : json;
    }

    /** Writes the job and the steps that are started or over as the JSON of the contract. */
    ObjectNode jsonWithSteps() {
        ObjectNode json = json();
        return json.set("steps", Json.array(startedSteps().map(PipelineStep::json)));
    }

    /** Whether the jobs that need this one can start. */
    boolean isPassed() {
        return status().equals("succeeded") || status().equals("failed") && isIgnoredIfFailed();
    }

    boolean isIgnoredIfFailed() {
        return definition.path("continue-on-error").asBoolean();
    }

    Duration timeout() {
        long minutes = definition.path("timeout-minutes").asLong(DEFAULT_TIMEOUT_MINUTES);
        return Duration.ofMinutes(Math.max(0, Math.min(minutes, LONGEST_TIMEOUT_MINUTES)));
    }

    boolean isWaiting() {
        return steps.stream().anyMatch(step -> step.status().equals("waiting"));
    }

    @Override
    SimulatedTime time() {
        return run.time();
    }

    PipelineRun run() {
        return run;
    }

    String id() {
        return id;
    }

    @Override
    public String status() {
        return isWaiting() ? "waiting" : super.status();
    }

    private Stream<PipelineStep> startedSteps() {
        return steps.stream().filter(PipelineStep::isStarted);
    }

    /** Returns a step by its index, which can be any text. */
    PipelineStep step(String index) {
        return steps.stream()
                .filter(step -> String.valueOf(step.index()).equals(index))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Step '" + index + "'"));
    }
}
