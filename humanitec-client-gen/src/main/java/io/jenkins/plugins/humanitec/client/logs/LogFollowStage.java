package io.jenkins.plugins.humanitec.client.logs;

import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stage that delivers new lines until a time.
 *
 * @param request which lines to follow
 * @param end when to stop
 * @param lines what was delivered so far
 * @param id a unique ID: operations that follow the same log have not the same lines to read
 */
record LogFollowStage(LogRequest request, Instant end, FollowedLines lines, String id) implements Stage<Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Long> enter(OperationContext operation) {
        ClientContext client = operation.pollingClient();
        return new Next.Await<>(
                new Poller<Long>(
                        "the log of " + request,
                        client.target(List.of("log", id), () -> lines.read(client, request)),
                        (Map<String, List<LogLine>> read) -> {
                            lines.deliver(read, operation::log);
                            return new Poller.State<>(Optional.empty(), "new lines follow");
                        },
                        client.clock(),
                        end,
                        lastStatus -> lines.count()),
                count -> end(operation));
    }

    /** Reads a last time, since not every runner does so at the end. */
    private Next<Long> end(OperationContext operation) {
        try {
            lines.deliver(lines.read(operation.pollingClient(), request), operation::log);
        } catch (HumanitecException e) {
            if (!Poller.isPassing(e)) {
                throw e;
            }
            operation.log("The last lines of the log could not be read: " + e.getMessage());
        }
        return new Next.Done<>(lines.count());
    }

    @Override
    public String abandon(OperationContext operation) {
        return "The log of " + request + " is not followed any more.";
    }
}
