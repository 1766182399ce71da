package io.jenkins.plugins.humanitec.client.logs;

import io.jenkins.plugins.humanitec.client.context.ClientContext;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The lines that were delivered so far. */
final class FollowedLines implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, LogCursor> cursors;
    private long count;

    FollowedLines(TreeMap<String, LogCursor> cursors) {
        this.cursors = cursors;
    }

    /** Reads the lines of each workload. Changes nothing, so that it can be repeated if it fails. */
    Map<String, List<LogLine>> read(ClientContext client, LogRequest request) {
        Map<String, List<LogLine>> read = new TreeMap<>();
        cursors.forEach(
                (workload, cursor) -> read.put(workload, cursor.read(ContainerLogs.pages(client, request, workload))));
        return read;
    }

    /** Delivers the lines that are new, oldest first. */
    synchronized void deliver(Map<String, List<LogLine>> read, Consumer<String> listener) {
        cursors.entrySet().stream()
                .flatMap(cursor -> cursor.getValue().take(read.getOrDefault(cursor.getKey(), List.of())).stream())
                .sorted(Comparator.comparing(LogLine::time))
                .forEach(line -> {
                    count++;
                    listener.accept(line.toString());
                });
    }

    synchronized long count() {
        return count;
    }
}
