package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a pipeline run has to be allowed. A run asks for one at most: the first step that uses an action to approve. */
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
        this.message = step.path("with").path("message").asText("May it go on?");
    }

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

    /** @return its ID */
    public String id() {
        return id;
    }

    /** @return the job that asks for it */
    public String jobId() {
        return jobId;
    }

    /** @return the environment that it is about */
    public String envId() {
        return envId;
    }

    /** @return what is asked */
    public String message() {
        return message;
    }

    /** @return {@code waiting}, {@code approved} or {@code denied} */
    public String status() {
        return status;
    }

    /** @return when it was answered, if it was */
    public Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }
}
