package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment. It is pending for the first quarter of the settling time, then in progress. After the settling time it has
 * succeeded, or failed if an image has the tag {@value #BROKEN_TAG}.
 */
public final class Deployment {

    /** The tag of an image that cannot be deployed. */
    public static final String BROKEN_TAG = "broken";

    private final SimulatedTime time;
    private final String id;
    private final Instruction instruction;
    private final Instant createdAt;
    private final String brokenModule;
    private boolean settled;

    /**
     * The content of a deployment.
     *
     * @param comment the comment
     * @param deltaId the ID of the deployed delta; null if a set was deployed
     * @param setId the ID of the deployed set
     * @param fromId the ID of the deployment that this one is based on; empty if there is none
     */
    public record Instruction(String comment, String deltaId, String setId, String fromId) {}

    Deployment(SimulatedTime time, Instruction instruction, JsonNode modules) {
        this(time, instruction, modules, time.now());
    }

    /** Creates a deployment that is complete. */
    static Deployment earlier(SimulatedTime time, Instruction instruction, JsonNode modules) {
        Deployment deployment = new Deployment(time, instruction, modules, time.past());
        deployment.settled = true;
        return deployment;
    }

    private Deployment(SimulatedTime time, Instruction instruction, JsonNode modules, Instant createdAt) {
        this.time = time;
        this.id = HexIds.next();
        this.instruction = instruction;
        this.createdAt = createdAt;
        this.brokenModule = modules.properties().stream()
                .filter(module -> module.getValue().findValuesAsText("image").stream()
                        .anyMatch(image -> image.endsWith(":" + BROKEN_TAG)))
                .map(module -> module.getKey())
                .findFirst()
                .orElse(null);
    }

    /** @return the current status, as the API names it */
    public String status() {
        if (!time.isReached(inProgressAt())) {
            return "pending";
        }
        if (!isOver()) {
            return "in progress";
        }
        return brokenModule == null ? "succeeded" : "failed";
    }

    private Instant inProgressAt() {
        return time.startOf(createdAt);
    }

    private Instant doneAt() {
        return time.endOf(createdAt);
    }

    /** @return the time of the last change of the status */
    public Instant statusChangedAt() {
        return switch (status()) {
            case "pending" -> createdAt;
            case "in progress" -> inProgressAt();
            default -> doneAt();
        };
    }

    /** @return whether the deployment has succeeded or failed */
    public boolean isOver() {
        return time.isReached(doneAt());
    }

    /** @return the name of the module with a broken image, after the deployment has failed */
    public Optional<String> brokenModule() {
        return isOver() ? Optional.ofNullable(brokenModule) : Optional.empty();
    }

    /** Returns whether the deployment has succeeded since the last call, so that the environment must change its modules. */
    boolean settle() {
        if (settled || !status().equals("succeeded")) {
            return false;
        }
        settled = true;
        return true;
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the content of the deployment */
    public Instruction instruction() {
        return instruction;
    }

    /** @return the time of the creation */
    public Instant createdAt() {
        return createdAt;
    }
}
