package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.StreamSupport;

/** The most recent requests that changed something or tried to. */
public final class AuditLog {

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
            entries.removeFirst();
        }
        entries.addLast(new Entry(time.now(), orgId, user, method, path, status));
    }

    /** Deletes all entries. */
    public void clear() {
        entries.clear();
    }

    /** Returns the entries of an organization in a period, the newest first. */
    List<ObjectNode> entries(String orgId, Instant from, Instant to) {
        return StreamSupport.stream(((Iterable<Entry>) entries::descendingIterator).spliterator(), false)
                .filter(entry -> entry.orgId().equals(orgId)
                        && !entry.at().isBefore(from)
                        && entry.at().isBefore(to))
                .map(Entry::json)
                .toList();
    }
}
