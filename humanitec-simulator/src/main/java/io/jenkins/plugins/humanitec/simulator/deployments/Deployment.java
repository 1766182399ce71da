package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A deployment. It is pending until it is started, then in progress for three quarters of the settling time. After that it has
 * succeeded, or failed if an image has the tag {@value #BROKEN_TAG} or a resource has the class {@value #BROKEN_CLASS}.
 */
public final class Deployment {

    /** The tag of an image that cannot be deployed. */
    public static final String BROKEN_TAG = "broken";

    /** The class of a resource that cannot be provisioned. */
    public static final String BROKEN_CLASS = "broken";

    private final SimulatedTime time;
    private final String id = HexIds.next();
    private final String envId;
    private final Instant createdAt;
    private Instruction instruction;
    private StepReference pipeline;
    private Instant startsAt;
    private String brokenModule;
    private String brokenResource;
    private String failure;
    private Instant failedAt;
    private boolean settled;

    /**
     * The content of a deployment.
     *
     * @param comment the comment
     * @param deltaId the ID of the deployed delta; null if a set was deployed
     * @param setId the ID of the deployed set
     * @param fromId the ID of the deployment that this one is based on; empty if there is none
     * @param valueSetVersionId the ID of the deployed version of the shared values; null for the newest one
     * @param user the ID of the user who requested the deployment
     */
    public record Instruction(
            String comment, String deltaId, String setId, String fromId, String valueSetVersionId, String user) {

        Instruction withSet(String newSetId, String newValueSetVersionId) {
            return new Instruction(comment, deltaId, newSetId, fromId, newValueSetVersionId, user);
        }
    }

    /**
     * The step of a pipeline run that deploys.
     *
     * @param pipelineId the ID of the pipeline
     * @param runId the ID of the run
     * @param jobId the ID of the job
     * @param index the index of the step in the job, 0 or more
     */
    public record StepReference(String pipelineId, String runId, String jobId, int index) {}

    Deployment(SimulatedTime time, String envId, Instruction instruction, Instant createdAt) {
        this.time = time;
        this.envId = envId;
        this.instruction = instruction;
        this.createdAt = createdAt;
    }

    /** Starts the deployment at a time, which can be in the future, with its set. */
    void start(Instant at, JsonNode set) {
        startsAt = at;
        JsonNode modules = set.path("modules");
        brokenResource = Stream.concat(
                        modules.propertyStream()
                                .flatMap(module -> broken(
                                        "modules." + module.getKey() + ".externals.",
                                        module.getValue().path("externals"))),
                        broken("shared.", set.path("shared")))
                .findFirst()
                .orElse(null);
        brokenModule = modules.propertyStream()
                .filter(module -> module.getValue().findValuesAsText("image").stream()
                        .anyMatch(image -> image.endsWith(":" + BROKEN_TAG)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> broken(String prefix, JsonNode resources) {
        return resources
                .propertyStream()
                .filter(resource ->
                        BROKEN_CLASS.equals(resource.getValue().path("class").asText()))
                .map(resource -> prefix + resource.getKey());
    }

    /** Starts a deployment that was requested, with the set that a pipeline deploys. */
    void start(String setId, String valueSetVersionId, JsonNode set) {
        instruction = instruction.withSet(setId, valueSetVersionId);
        start(time.now(), set);
    }

    /**
     * Ends a deployment that is not started. It has failed then.
     *
     * @param message why it is not started
     */
    public void fail(String message) {
        if (isRequested()) {
            failure = message;
            failedAt = time.now();
        }
    }

    /** @return the current status, as the API names it */
    public String status() {
        if (failedAt != null) {
            return "failed";
        }
        if (startsAt == null || !time.isReached(startsAt)) {
            return "pending";
        }
        if (!isOver()) {
            return "in progress";
        }
        return brokenModule == null && brokenResource == null ? "succeeded" : "failed";
    }

    /** @return the time of the last change of the status */
    public Instant statusChangedAt() {
        return switch (status()) {
            case "pending" -> createdAt;
            case "in progress" -> startsAt;
            default -> failedAt == null ? completedAt() : failedAt;
        };
    }

    /** @return whether it waits for its pipeline to start it */
    public boolean isRequested() {
        return startsAt == null && failedAt == null;
    }

    Instant startsAt() {
        return startsAt;
    }

    /** @return when it is complete, which can be in the future; it must be started */
    public Instant completedAt() {
        return time.completionOf(startsAt);
    }

    /** @return whether the deployment has succeeded or failed */
    public boolean isOver() {
        return failedAt != null || startsAt != null && time.isReached(completedAt());
    }

    /** @return the ID of the resource that was not provisioned, after the deployment has failed */
    public Optional<String> brokenResource() {
        return isOver() ? Optional.ofNullable(brokenResource) : Optional.empty();
    }

    /** @return the name of the module with a broken image, after the deployment has failed; empty if a resource is missing */
    public Optional<String> brokenModule() {
        return isOver() && brokenResource == null ? Optional.ofNullable(brokenModule) : Optional.empty();
    }

    /** @return why the deployment was not started, if its pipeline did not start it */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns whether the deployment has succeeded since the last call, so that the environment must change its modules. */
    boolean settle() {
        boolean settles = !settled && status().equals("succeeded");
        settled |= settles;
        return settles;
    }

    /** Prevents a change of the modules by this deployment, because they run already. */
    void skipSettling() {
        settled = true;
    }

    /**
     * Sets the step that deploys.
     *
     * @param step the step of a pipeline run
     */
    public void setPipeline(StepReference step) {
        pipeline = step;
    }

    /** Returns whether a step of a pipeline run deploys, which is named by the IDs of its pipeline and its run. */
    boolean isOf(String pipelineAndRun) {
        return pipeline != null && pipelineAndRun.equals(pipeline.pipelineId() + "," + pipeline.runId());
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the ID of the environment */
    public String envId() {
        return envId;
    }

    /** @return the content of the deployment */
    public Instruction instruction() {
        return instruction;
    }

    /** @return the time of the creation */
    public Instant createdAt() {
        return createdAt;
    }

    /** @return the deployment as the JSON of the contract */
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("env_id", envId)
                .put("comment", instruction.comment())
                .put("set_id", instruction.setId())
                .put("from_id", instruction.fromId())
                .put("status", status())
                .put("status_changed_at", statusChangedAt().toString())
                .put("created_at", createdAt.toString())
                .put("created_by", instruction.user())
                .put("export_file", "")
                .put("export_status", "")
                .put("mode", "full");
        if (pipeline != null) {
            json.putObject("pipeline")
                    .put("id", pipeline.pipelineId())
                    .put("run_id", pipeline.runId())
                    .put("job_id", pipeline.jobId())
                    .put("step_index", pipeline.index());
        }
        if (instruction.valueSetVersionId() != null) {
            json.put("value_set_version_id", instruction.valueSetVersionId());
        }
        return instruction.deltaId() == null ? json : json.put("delta_id", instruction.deltaId());
    }
}
