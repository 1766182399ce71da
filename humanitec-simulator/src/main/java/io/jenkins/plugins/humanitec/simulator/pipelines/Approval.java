package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** The approval that a step of a pipeline run waits for. */
public final class Approval {

    private final String id = UUID.randomUUID().toString();
    private final PipelineStep step;
    private final String envId;
    private final String message;
    private Instant answeredAt;
    private String answeredBy;
    private boolean approved;

    Approval(PipelineStep step, JsonNode inputs) {
        this.step = step;
        this.envId = inputs.path("env_id").asText("development");
        this.message = inputs.path("message").asText("Continue the run?");
    }

    /**
     * Answers the approval. The run goes on, or fails.
     *
     * @param isApproved whether to approve; otherwise it is denied
     * @param user the ID of the user who answers
     */
    void answer(boolean isApproved, String user) {
        approved = isApproved;
        answeredBy = user;
        answeredAt = step.job().run().time().now();
        step.answered(isApproved);
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the ID of the job that waits */
    public String jobId() {
        return step.job().id();
    }

    /** @return {@code waiting}, {@code approved}, {@code denied}, or {@code cancelled} with its run */
    public String status() {
        if (answeredAt != null) {
            return approved ? "approved" : "denied";
        }
        return step.isOver() ? "cancelled" : "waiting";
    }

    /** Returns whether the approval is not answered, and its run is not over. */
    boolean isWaiting() {
        return status().equals("waiting");
    }

    /** Writes the approval as the JSON of the contract. */
    ObjectNode json() {
        PipelineRun run = step.job().run();
        ObjectNode json = run.place()
                .put("id", id)
                .put("run_id", run.id())
                .put("job_id", jobId())
                .put("env_id", envId)
                .put("message", message)
                .put("created_at", step.startedAt().toString())
                .put("status", status());
        return answeredAt == null
                ? json
                : json.put("approved_at", answeredAt.toString()).put("approved_by", answeredBy);
    }
}
