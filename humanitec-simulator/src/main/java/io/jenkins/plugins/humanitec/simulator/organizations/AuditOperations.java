package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.QueryTimes;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** The operation of the tag AuditLogs. */
public final class AuditOperations {

    private final AuditLog log;

    /**
     * Creates the operation.
     *
     * @param log the log
     */
    public AuditOperations(AuditLog log) {
        this.log = log;
    }

    /**
     * Adds the operation by its ID.
     *
     * @param operations the map to add to
     */
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("listAuditLogEntries", call -> {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            Instant from = QueryTimes.time(call, "from", Instant.MIN);
            Instant to = QueryTimes.time(call, "to", Instant.MAX);
            log.entries(call.parameter("orgId"), from, to).forEach(list::add);
            return Answer.ok(list);
        });
    }
}
