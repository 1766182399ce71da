package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A step of a job: it runs one action. */
public final class PipelineStep {

    private final PipelineJob job;
    private final JsonNode definition;
    private final int index;
    private final List<ObjectNode> logs = new ArrayList<>();
    private final Map<String, String> relatedEntities = new TreeMap<>();
    private Map<String, String> outputs = Map.of();
    private String status = "queued";
    private String message = "";
    private Instant startedAt;
    private Instant completedAt;

    PipelineStep(PipelineJob job, JsonNode definition, int index) {
        this.job = job;
        this.definition = definition;
        this.index = index;
    }

    /** Starts the action. The step can be complete when this method returns. */
    void start() {
        startedAt = now();
        status = "executing";
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
        job.run().requireUnbrokenInputs();
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
        outputs = started.outputs();
        check(started.nextCheck());
    }

    private void check(Supplier<Optional<Instant>> nextCheck) {
        if (!isOver()) {
            attempt(() -> nextCheck
                    .get()
                    .ifPresentOrElse(
                            next -> job.run().time().at(next, () -> check(nextCheck)),
                            () -> complete("succeeded", "")));
        }
    }

    private void requestApproval(JsonNode inputs) {
        status = "waiting";
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
            status = "cancelled";
            completedAt = now();
        }
    }

    private void complete(String newStatus, String newMessage) {
        status = newStatus;
        message = newMessage;
        completedAt = now();
        if (!newMessage.isEmpty()) {
            log("ERROR", newMessage);
        }
        job.completed(this);
    }

    private Instant now() {
        return job.run().time().now();
    }

    private void log(String level, String text) {
        logs.add(Json.object().put("at", now().toString()).put("level", level).put("message", text));
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

    /** Returns the status and the outputs, which expressions can name. */
    ObjectNode result() {
        ObjectNode result = Json.object().put("status", status);
        ObjectNode values = result.putObject("outputs");
        outputs.forEach(values::put);
        return result;
    }

    /** Writes the step as the JSON of the contract. */
    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("index", index)
                .put("name", definition.path("name").asText("Step " + (index + 1)))
                .put("uses", uses())
                .put("status", status)
                .put("status_message", message)
                .put("created_at", startedAt.toString())
                .put("timeout_seconds", job.timeout().toSeconds());
        if (isOver()) {
            json.put("completed_at", completedAt.toString());
        }
        ObjectNode entities = json.putObject("related_entities");
        relatedEntities.forEach(entities::put);
        return json;
    }

    /** Returns the lines of the log as the JSON of the contract. */
    List<ObjectNode> logs() {
        return List.copyOf(logs);
    }

    boolean isOver() {
        return completedAt != null;
    }

    boolean isIgnoredIfFailed() {
        return definition.path("continue-on-error").asBoolean();
    }

    boolean isStarted() {
        return startedAt != null;
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

    String status() {
        return status;
    }

    String message() {
        return message;
    }

    Instant startedAt() {
        return startedAt;
    }
}
