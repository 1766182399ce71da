package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The approval that a pipeline run waits for. A run has at most one, for its first step with an approve action. */
public final class Approval {

    private final String id = UUID.randomUUID().toString();
    private final String jobId;
    private final String envId;
    private final String message;
    private String status = "waiting";
    private Instant answeredAt;

    private Approval(String jobId, JsonNode step) {
        this.jobId = jobId;
        this.envId = step.path("with").path("env_id").asText("development");
        this.message = step.path("with").path("message").asText("Continue the run?");
    }

    /** Returns the approval for a run of a pipeline; null if no step requires one. */
    static Approval neededBy(JsonNode definition) {
        for (Map.Entry<String, JsonNode> job : definition.path("jobs").properties()) {
            for (JsonNode step : job.getValue().path("steps")) {
                if (step.path("uses").asText().contains("/approve@")) {
                    return new Approval(job.getKey(), step);
                }
            }
        }
        return null;
    }

    void answer(boolean approved, Instant when) {
        status = approved ? "approved" : "denied";
        answeredAt = when;
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the ID of the job that waits */
    public String jobId() {
        return jobId;
    }

    /** @return the ID of the environment in the step */
    public String envId() {
        return envId;
    }

    /** @return the message for the approver */
    public String message() {
        return message;
    }

    /** @return {@code waiting}, {@code approved} or {@code denied} */
    public String status() {
        return status;
    }

    /** @return the time of the answer, if there is one */
    public Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }
}
