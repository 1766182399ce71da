package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A step of a job: it runs one action. */
public final class PipelineStep extends Execution {

    private final PipelineJob job;
    private final JsonNode definition;
    private final int index;
    private final List<ObjectNode> logs = new ArrayList<>();
    private final ObjectNode relatedEntities = Json.object();
    private final ObjectNode outputs = Json.object();
    private Instant startedAt;

    PipelineStep(PipelineJob job, JsonNode definition, int index) {
        this.job = job;
        this.definition = definition;
        this.index = index;
    }

    /** Starts the action. The step can be complete when this method returns. */
    void start() {
        startedAt = time().now();
        setStatus("executing");
        attempt(this::execute);
    }

    /** Executes a part of the step, which fails if the part throws an exception. */
    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (Problem e) {
            complete("failed", e.getMessage());
        } catch (RuntimeException e) {
            complete("failed", "The simulator has a defect: " + e);
        }
    }

    private void execute() {
        ObjectNode context = job.context();
        if (definition.has("if") && !Expression.holds(definition.get("if"), context)) {
            log("INFO", "The condition of the step does not hold.");
            complete("skipped", "");
            return;
        }
        log("INFO", "Starts " + uses() + ".");
        requireUnbrokenInputs();
        JsonNode inputs = Expression.resolve(definition.path("with"), context);
        for (String field : List.of("env_id", "from_env_id", "to_env_id")) {
            if (inputs.hasNonNull(field)) {
                job.run().addEnvironment(inputs.get(field));
                relatedEntities.put(field, inputs.get(field).asText());
            }
        }
        if (action().equals("approve")) {
            requestApproval(inputs);
            return;
        }
        PipelineActions.Action started = job.run().actions().start(action(), inputs, this);
        started.outputs().forEach(outputs::put);
        check(started.nextCheck());
    }

    private void requireUnbrokenInputs() {
        job.run()
                .inputs()
                .forEachEntry((name, input) -> Problem.badRequestIf(
                        input.asText().equals(PipelineRun.BROKEN_INPUT), "The input '" + name + "' is broken."));
    }

    private void check(Supplier<Optional<Instant>> nextCheck) {
        if (!isOver()) {
            attempt(() -> nextCheck
                    .get()
                    .ifPresentOrElse(next -> time().at(next, () -> check(nextCheck)), () -> complete("succeeded", "")));
        }
    }

    private void requestApproval(JsonNode inputs) {
        setStatus("waiting");
        Approval approval = new Approval(this, inputs);
        relate("approval_id", approval.id());
        job.run().add(approval);
    }

    /** Ends the step after the answer to its approval. */
    void answered(boolean approved) {
        complete(approved ? "succeeded" : "failed", approved ? "" : "The approval was denied.");
    }

    /** Ends the step, if it is not over. */
    void cancel() {
        if (!isOver()) {
            setEnd("cancelled", "");
        }
    }

    private void complete(String newStatus, String newMessage) {
        setEnd(newStatus, newMessage);
        if (!newMessage.isEmpty()) {
            log("ERROR", newMessage);
        }
        job.completed(this);
    }

    private void log(String level, String text) {
        logs.add(Json.object()
                .put("at", time().now().toString())
                .put("level", level)
                .put("message", text));
    }

    /**
     * Adds a line to the log of the step.
     *
     * @param text the line
     */
    public void log(String text) {
        log("INFO", text);
    }

    /**
     * Adds an object that the step has created or changed.
     *
     * @param name the name, such as {@code deployment_id}
     * @param id the ID of the object
     */
    public void relate(String name, String id) {
        relatedEntities.put(name, id);
    }

    /** @return the deployment that the run was requested for; empty if there is none */
    public Optional<Deployment> requestedDeployment() {
        return job.run().requestedDeployment();
    }

    /** @return how the step is named in a deployment */
    public Deployment.StepReference reference() {
        return new Deployment.StepReference(job.run().pipeline().id(), job.run().id(), job.id(), index);
    }

    /** @return the ID of the user whose permissions the step has */
    public String user() {
        return job.run().user();
    }

    /** The name of the action, without its prefixes and its version. */
    private String action() {
        String name = uses().substring(uses().lastIndexOf('/') + 1);
        return name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    }

    /** Returns what the expressions of the job can name. */
    ObjectNode result() {
        return result(outputs);
    }

    /** Writes the step as the JSON of the contract. */
    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("index", index)
                .put("name", definition.path("name").asText("Step " + (index + 1)))
                .put("uses", uses())
                .put("created_at", startedAt.toString())
                .put("timeout_seconds", job.timeout().toSeconds());
        return addStatus(json).set("related_entities", relatedEntities);
    }

    /** Returns the lines of the log as the JSON of the contract. */
    List<ObjectNode> logs() {
        return List.copyOf(logs);
    }

    boolean isIgnoredIfFailed() {
        return definition.path("continue-on-error").asBoolean();
    }

    boolean isStarted() {
        return startedAt != null;
    }

    @Override
    SimulatedTime time() {
        return job.time();
    }

    PipelineJob job() {
        return job;
    }

    String id() {
        return definition.path("id").asText();
    }

    int index() {
        return index;
    }

    String uses() {
        return definition.path("uses").asText();
    }

    Instant startedAt() {
        return startedAt;
    }
}
