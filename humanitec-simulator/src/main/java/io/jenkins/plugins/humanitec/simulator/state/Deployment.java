package io.jenkins.plugins.humanitec.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment. It is pending for the first quarter of the time that things take to settle, then in progress, and then it has
 * succeeded; or failed, if it was to bring an image with the tag {@code broken}.
 */
public final class Deployment {

    /** The tag of an image that cannot be deployed. */
    public static final String BROKEN_TAG = "broken";

    private final World world;
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

    Deployment(World world, Instruction instruction, JsonNode modules) {
        this(world, instruction, modules, world.now());
    }

    /** One that has settled before now. */
    static Deployment earlier(World world, Instruction instruction, JsonNode modules) {
        Deployment deployment = new Deployment(
                world, instruction, modules, world.now().minus(world.settling()).minusSeconds(1));
        deployment.settled = true;
        return deployment;
    }

    private Deployment(World world, Instruction instruction, JsonNode modules, Instant createdAt) {
        this.world = world;
        this.id = world.newId();
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
        if (world.now().isBefore(inProgressAt())) {
            return "pending";
        }
        if (world.now().isBefore(doneAt())) {
            return "in progress";
        }
        return brokenModule == null ? "succeeded" : "failed";
    }

    private Instant inProgressAt() {
        return createdAt.plus(world.settling().dividedBy(4));
    }

    private Instant doneAt() {
        return createdAt.plus(world.settling());
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
        return !world.now().isBefore(doneAt());
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
