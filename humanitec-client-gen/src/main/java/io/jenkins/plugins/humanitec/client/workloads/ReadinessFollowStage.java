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

    @Override
    public Next<Readiness> enter(OperationContext operation) {
        ClientContext client = operation.pollingClient();
        ReadinessReader reader = new ReadinessReader(client);
        return new Next.Await<>(
                new Poller<>(
                        "readiness of " + request,
                        client.target(List.of("readiness", request.env()), () -> reader.read(request.env())),
                        seen -> tracker.assess(request, seen, client.clock().instant()),
                        client.clock(),
                        deadline),
                readiness -> end(operation, readiness));
    }

    private static Next<Readiness> end(OperationContext operation, Readiness readiness) {
        readiness.workloads().forEach((name, workload) -> operation.log(name + ": " + workload));
        if (!readiness.isReady()) {
            FailureReport report =
                    new Diagnostics(operation.client()).ofWorkloads(readiness.env(), readiness.unready());
            report.lines().forEach(line -> operation.log("  " + line));
            throw new WorkloadsNotReadyException(readiness, report);
        }
        return new Next.Done<>(readiness);
    }

    @Override
    public String abandon(OperationContext operation) {
        return "The pods of " + request + " were not changed.";
    }
}
