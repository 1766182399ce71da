package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnostics;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stage that waits for pods.
 *
 * @param request which pods to wait for
 * @param deadline when to stop waiting
 * @param tracker what was observed so far
 */
record ReadinessFollowStage(ReadinessRequest request, Instant deadline, ReadinessTracker tracker)
        implements Stage<Readiness> {

    private static final long serialVersionUID = 1L;

    /** How the wait has ended; without a readiness, at the deadline. */
    private record End(@Nullable Readiness readiness, String status) {}

    @Override
    public Next<Readiness> enter(OperationContext operation) {
        ClientContext client = operation.pollingClient();
        ReadinessReader reader = new ReadinessReader(client);
        return new Next.Await<>(
                new Poller<>(
                        goal(),
                        client.target(List.of("readiness", request.env()), () -> reader.read(request.env())),
                        seen -> state(
                                tracker.assess(request, seen, client.clock().instant())),
                        client.clock(),
                        deadline,
                        status -> new End(null, status)),
                end -> end(operation, end));
    }

    private static Poller.State<End> state(Poller.State<Readiness> seen) {
        return new Poller.State<>(seen.result().map(readiness -> new End(readiness, seen.status())), seen.status());
    }

    private String goal() {
        return "readiness of " + request;
    }

    private Next<Readiness> end(OperationContext operation, End end) {
        Readiness readiness = end.readiness();
        if (readiness == null) {
            throw new ReadinessTimeoutException(goal(), end.status(), report(operation, request.named()));
        }
        readiness.workloads().forEach((name, workload) -> operation.log(name + ": " + workload));
        if (!readiness.isReady()) {
            throw new WorkloadsNotReadyException(readiness, report(operation, readiness.unready()));
        }
        return new Next.Done<>(readiness);
    }

    private FailureReport report(OperationContext operation, Set<String> workloads) {
        FailureReport report = new Diagnostics(operation.client()).ofWorkloads(request.env(), workloads);
        report.log(operation);
        return report;
    }

    @Override
    public String abandon(OperationContext operation) {
        return "The pods of " + request + " were not changed.";
    }
}
