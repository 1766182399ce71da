package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;

/** What applications and environments have in common. They are deleted after a while, or at once if they were never deployed. */
abstract class Deletable {

    private final SimulatedTime time;
    private final String kind;
    private final String path;
    private final String id;
    private String name;
    private final Instant createdAt;
    private final String createdBy;
    private Instant deletionStartedAt;

    /** Creates an object of a kind, such as {@code Application}, in the collection with a path. */
    Deletable(SimulatedTime time, String kind, String collection, String id, String name, String user) {
        this.time = time;
        this.kind = kind;
        this.path = collection + "/" + id;
        this.id = id;
        this.name = name;
        this.createdAt = time.now();
        this.createdBy = user;
    }

    abstract boolean wasDeployed();

    /** Starts the deletion, unless it has started. The task runs when it is complete, even if nobody asks for the object. */
    void startDeletion(Runnable task) {
        if (!isBeingDeleted()) {
            deletionStartedAt = time.now();
            time.at(time.deletionOf(deletionStartedAt), task);
        }
    }

    boolean isDeleted() {
        return isBeingDeleted() && (!wasDeployed() || time.isReached(time.deletionOf(deletionStartedAt)));
    }

    /** @return whether the deletion has started */
    public boolean isBeingDeleted() {
        return deletionStartedAt != null;
    }

    /**
     * Checks that the object can be changed.
     *
     * @throws Problem with status 409 if the deletion has started
     */
    public void requireNoDeletion() {
        Problem.conflictIf(isBeingDeleted(), kind + " '" + id + "' is being deleted.");
    }

    /** @return the path, such as {@code /orgs/acme/apps/shop} */
    public String path() {
        return path;
    }

    /** Returns how references of secrets name the object, such as {@code orgs--acme--apps--shop}. */
    String secretLocation() {
        return path.substring(1).replace("/", "--");
    }

    /** @return the ID */
    public String id() {
        return id;
    }

    /** @return the name */
    public String name() {
        return name;
    }

    /**
     * Changes the name.
     *
     * @param newName the new name
     */
    public void rename(String newName) {
        name = newName;
    }

    /** Writes the fields that applications and environments have in common as the JSON of the contract. */
    ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("created_at", createdAt.toString())
                .put("created_by", createdBy)
                .put("status", isBeingDeleted() ? "deleting" : "active")
                .put("status_changed_at", (isBeingDeleted() ? deletionStartedAt : createdAt).toString());
    }
}
