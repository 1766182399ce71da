package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** The most recent requests that changed something or tried to, the newest first, and the operation that lists them. */
public final class AuditLog implements Operations {

    private static final int CAPACITY = 10_000;

    private final SimulatedTime time;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * Creates an empty log.
     *
     * @param time the time of the simulator
     */
    public AuditLog(SimulatedTime time) {
        this.time = time;
    }

    private record Entry(Instant at, ObjectNode json) {}

    /**
     * Adds a request, unless it only reads.
     *
     * @param orgId the ID of the organization in the path; null if there is none
     * @param user the ID of the user
     * @param method the HTTP method
     * @param path the path
     * @param status the HTTP status of the answer
     */
    public void add(String orgId, String user, String method, String path, int status) {
        if (orgId == null || method.equals("GET")) {
            return;
        }
        if (entries.size() == CAPACITY) {
            entries.removeLast();
        }
        ObjectNode json = Json.object()
                .put("at", time.now().toString())
                .put("org_id", orgId)
                .put("user_id", user)
                .put("request_method", method)
                .put("request_path", path)
                .put("response_status", status);
        entries.addFirst(new Entry(time.now(), json));
    }

    /** Deletes all entries. */
    public void clear() {
        entries.clear();
    }

    @Override
    public void addTo(OperationTable operations) {
        operations.list("listAuditLogEntries", call -> {
            Predicate<Instant> between = call.between("from", "to");
            return entries.stream()
                    .filter(entry -> between.test(entry.at()))
                    .map(Entry::json)
                    .filter(json -> json.get("org_id").asText().equals(call.parameter("orgId")));
        });
    }
}
