package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.QueryTimes;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;

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

    private record Entry(Instant at, String orgId, String user, String method, String path, int status) {

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("at", at.toString())
                    .put("org_id", orgId)
                    .put("user_id", user)
                    .put("request_method", method)
                    .put("request_path", path)
                    .put("response_status", status);
        }
    }

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
        entries.addFirst(new Entry(time.now(), orgId, user, method, path, status));
    }

    /** Deletes all entries. */
    public void clear() {
        entries.clear();
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listAuditLogEntries", call -> {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            Instant from = QueryTimes.time(call, "from", Instant.MIN);
            Instant to = QueryTimes.time(call, "to", Instant.MAX);
            entries.stream()
                    .filter(entry -> entry.orgId().equals(call.parameter("orgId")))
                    .filter(entry -> !entry.at().isBefore(from) && entry.at().isBefore(to))
                    .forEach(entry -> list.add(entry.json()));
            return Answer.ok(list);
        });
    }
}
