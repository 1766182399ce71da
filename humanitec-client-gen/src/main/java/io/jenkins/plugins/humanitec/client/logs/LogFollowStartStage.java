package io.jenkins.plugins.humanitec.client.logs;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The stage that finds the end of a log.
 *
 * @param request which lines to follow
 * @param duration how long to follow
 */
record LogFollowStartStage(LogRequest request, Duration duration) implements Stage<Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Long> enter(OperationContext operation) {
        TreeMap<String, LogCursor> cursors = new TreeMap<>();
        ContainerLogs.workloads(request)
                .forEach(workload -> cursors.put(
                        workload,
                        request.since() == null
                                ? LogCursor.atEnd(ContainerLogs.pages(operation.client(), request, workload))
                                : new LogCursor(request.since())));
        return new Next.Then<>(new LogFollowStage(
                request,
                operation.now().plus(duration),
                new FollowedLines(cursors),
                UUID.randomUUID().toString()));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was changed in Humanitec.";
    }
}
