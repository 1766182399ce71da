package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The approval that a step of a pipeline run waits for. */
public final class Approval {

    private final String id = UUID.randomUUID().toString();
    private final PipelineStep step;
    private final String envId;
    private final String message;
    private final Instant createdAt;
    private Instant answeredAt;
    private String answeredBy;
    private boolean approved;

    Approval(PipelineStep step, JsonNode inputs) {
        this.step = step;
        this.envId = inputs.path("env_id").asText("development");
        this.message = inputs.path("message").asText("Continue the run?");
        this.createdAt = step.startedAt();
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

    /** @return the ID of the environment in the step */
    public String envId() {
        return envId;
    }

    /** @return the message for the approver */
    public String message() {
        return message;
    }

    /** @return {@code waiting}, {@code approved}, {@code denied}, or {@code cancelled} with its run */
    public String status() {
        if (answeredAt != null) {
            return approved ? "approved" : "denied";
        }
        return step.isOver() ? "cancelled" : "waiting";
    }

    /** @return the time of the request */
    public Instant createdAt() {
        return createdAt;
    }

    /** @return the time of the answer, if there is one */
    public Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }

    /** @return the ID of the user who answered; null if there is no answer */
    public String answeredBy() {
        return answeredBy;
    }
}
