package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A run of a pipeline. It is queued for the first quarter of the time that things take to settle, then executing, and then it
 * has succeeded; or failed, if one of its inputs is {@code broken}; unless it was cancelled before. If a step asks for approval, it
 * waits for that, and then executes for as long again; or fails, if that is denied.
 */
public final class PipelineRun {

    /** The value of an input with which a run fails. */
    public static final String BROKEN_INPUT = "broken";

    private final SimulatedTime time;
    private final String id = UUID.randomUUID().toString();
    private final Pipeline pipeline;
    private final String version;
    private final JsonNode inputs;
    private final Instant createdAt;
    private final Approval approval;
    private Instant cancelledAt;

    PipelineRun(SimulatedTime time, Pipeline pipeline, JsonNode inputs) {
        this.time = time;
        this.pipeline = pipeline;
        this.version = pipeline.version();
        this.inputs = inputs;
        this.createdAt = time.now();
        this.approval = Approval.neededBy(pipeline.definition());
    }

    /** @return how far it got, as the API names it */
    public String status() {
        if (cancelledAt != null) {
            return "cancelled";
        }
        if (!time.isReached(executingAt())) {
            return "queued";
        }
        if (approval != null && approval.status().equals("denied")) {
            return "failed";
        }
        if (completedAt().isEmpty()) {
            return approval != null && approval.status().equals("waiting") ? "waiting" : "executing";
        }
        boolean broken = inputs.properties().stream()
                .anyMatch(input -> input.getValue().asText().equals(BROKEN_INPUT));
        return broken ? "failed" : "succeeded";
    }

    /** @return what it waits or waited for to be approved, or is going to when it executes */
    public Optional<Approval> approval() {
        return Optional.ofNullable(approval);
    }

    /** @param approved whether what it waits for is approved; otherwise it is denied */
    public void answer(boolean approved) {
        approval.answer(approved, time.now());
    }

    /** @return when it begins to execute */
    public Instant executingAt() {
        return time.startOf(createdAt);
    }

    /** @return when it was over, if it is */
    public Optional<Instant> completedAt() {
        if (cancelledAt != null) {
            return Optional.of(cancelledAt);
        }
        if (approval != null && approval.answeredAt().isEmpty()) {
            return Optional.empty();
        }
        Instant goesOnAt = approval == null ? createdAt : approval.answeredAt().orElseThrow();
        Instant doneAt = time.endOf(goesOnAt);
        return time.isReached(doneAt) ? Optional.of(doneAt) : Optional.empty();
    }

    /** Ends it, unless it is over already. */
    public void cancel() {
        if (completedAt().isEmpty()) {
            cancelledAt = time.now();
        }
    }

    /** @return its ID */
    public String id() {
        return id;
    }

    /** @return the pipeline that it is a run of */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** @return the version of the pipeline that it follows */
    public String version() {
        return version;
    }

    /** @return what it was started with */
    public JsonNode inputs() {
        return inputs;
    }

    /** @return when it was created */
    public Instant createdAt() {
        return createdAt;
    }
}
