package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A run of a pipeline. It is queued for the first quarter of the settling time, then executing. After the settling time it
 * has succeeded, or failed if one of its inputs is {@value #BROKEN_INPUT}. If a step requires an approval, the run waits for
 * it and completes after a further settling time, or fails if the approval is denied. A run can be cancelled before it is
 * complete.
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

    /** @return the current status, as the API names it */
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

    /** @return the approval that the run requires, answered or not; empty if it requires none */
    public Optional<Approval> approval() {
        return Optional.ofNullable(approval);
    }

    /**
     * Answers the approval, which must exist.
     *
     * @param approved whether to approve the run; otherwise it is denied
     */
    public void answer(boolean approved) {
        approval.answer(approved, time.now());
    }

    /** @return the time when the run starts to execute */
    public Instant executingAt() {
        return time.startOf(createdAt);
    }

    /** @return the time when the run was complete, if it is */
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

    /** Cancels the run. Has no effect if the run is complete. */
    public void cancel() {
        if (completedAt().isEmpty()) {
            cancelledAt = time.now();
        }
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the pipeline */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** @return the ID of the version of the pipeline at the start of the run */
    public String version() {
        return version;
    }

    /** @return the inputs */
    public JsonNode inputs() {
        return inputs;
    }

    /** @return the time of the creation */
    public Instant createdAt() {
        return createdAt;
    }
}
