package io.jenkins.plugins.humanitec.client.logs;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the logs of the containers of environments. */
public final class ContainerLogs {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public ContainerLogs(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the newest lines that match a request, oldest first; empty if there are none}
     *
     * @param request which lines to read
     * @throws HumanitecException if a request fails
     */
    public List<LogLine> read(LogRequest request) {
        List<LogLine> lines = workloads(request)
                .flatMap(workload -> pages(client, request, workload).newest(request.since(), request.limit()).stream())
                .sorted(Comparator.comparing(LogLine::time))
                .toList();
        return lines.subList(Math.max(0, lines.size() - request.limit()), lines.size());
    }

    /**
     * Returns a stage that reads the lines once, for callers that run stages themselves.
     *
     * @param request which lines to read
     * @return the stage; its operation returns the lines, as {@link #read} does
     */
    public static Stage<ArrayList<LogLine>> readStage(LogRequest request) {
        return new LogReadStage(request);
    }

    /**
     * Returns the first stage of an operation that follows a log.
     *
     * @param request which lines to follow; the number of lines does not matter
     * @param duration how long to follow, more than zero
     * @return the stage; its operation returns the number of lines
     * @throws InvalidInputException if the duration is not positive
     */
    public static Stage<Long> followStage(LogRequest request, Duration duration) {
        return new LogFollowStartStage(request, Poller.requireTimeout(duration));
    }

    /** Returns the workloads to read one after the other. The API filters by one; an empty text stands for all. */
    static Stream<String> workloads(LogRequest request) {
        return request.workloads().isEmpty() ? Stream.of("") : request.workloads().stream();
    }

    static LogPages pages(ClientContext client, LogRequest request, String workload) {
        return new LogPages(client, request.env(), workload, request.container(), request.deploymentId());
    }
}
