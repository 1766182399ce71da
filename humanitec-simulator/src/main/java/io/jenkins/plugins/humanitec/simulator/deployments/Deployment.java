package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment. It is pending for the first quarter of the time that things take to settle, then in progress, and then it has
 * succeeded; or failed, if it was to bring an image with the tag {@code broken}.
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
     * What was to be deployed.
     *
     * @param comment what the deployer said
     * @param deltaId the delta, or null if a set was named
     * @param setId the set that the environment is to have
     * @param fromId the deployment that it builds on, or empty
     */
    public record Instruction(String comment, String deltaId, String setId, String fromId) {}

    Deployment(SimulatedTime time, Instruction instruction, JsonNode modules) {
        this(time, instruction, modules, time.now());
    }

    /** One that has settled before now. */
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

    /** @return how far it got, as the API names it */
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

    /** @return when the status last changed */
    public Instant statusChangedAt() {
        return switch (status()) {
            case "pending" -> createdAt;
            case "in progress" -> inProgressAt();
            default -> doneAt();
        };
    }

    /** @return whether it is over, one way or the other */
    public boolean isOver() {
        return time.isReached(doneAt());
    }

    /** @return the module that could not be deployed, once the deployment has failed */
    public Optional<String> brokenModule() {
        return isOver() ? Optional.ofNullable(brokenModule) : Optional.empty();
    }

    /** Returns true once, when it has succeeded: then the environment takes over what was deployed. */
    boolean settle() {
        if (settled || !status().equals("succeeded")) {
            return false;
        }
        settled = true;
        return true;
    }

    /** @return its ID */
    public String id() {
        return id;
    }

    /** @return what was to be deployed */
    public Instruction instruction() {
        return instruction;
    }

    /** @return when it was created */
    public Instant createdAt() {
        return createdAt;
    }
}
