package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.Optional;

/** What pipeline runs, their jobs and their steps have in common: a status, and an end. */
abstract class Execution {

    private String status = "queued";
    private String message = "";
    private Instant completedAt;

    abstract SimulatedTime time();

    void setStatus(String newStatus) {
        status = newStatus;
    }

    void setEnd(String newStatus, String newMessage) {
        status = newStatus;
        message = newMessage;
        completedAt = time().now();
    }

    boolean isQueued() {
        return status.equals("queued");
    }

    boolean isOver() {
        return completedAt != null;
    }

    /** @return the current status, as the API names it */
    public String status() {
        return status;
    }

    /** @return why the execution has failed; otherwise empty */
    public String message() {
        return message;
    }

    /** @return the time when the execution was complete, if it is */
    public Optional<Instant> completedAt() {
        return Optional.ofNullable(completedAt);
    }

    /** Returns the status and the outputs, which expressions can name. */
    ObjectNode result(JsonNode outputs) {
        return Json.object().put("status", status).set("outputs", outputs);
    }

    /** Adds the status as the JSON of the contract. */
    ObjectNode addStatus(ObjectNode json) {
        json.put("status", status()).put("status_message", message);
        return isOver() ? json.put("completed_at", completedAt.toString()) : json;
    }
}
