package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;

/**
 * The stage that begins to wait for pods. A dry run reads their state once.
 *
 * @param request which pods to wait for
 * @param timeout how long to wait
 */
record ReadinessStartStage(ReadinessRequest request, Duration timeout) implements Stage<Readiness> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Readiness> enter(OperationContext operation) {
        if (operation.client().isDryRun()) {
            Readiness now = new ReadinessTracker()
                    .assessAll(request, new ReadinessReader(operation.client()).read(request.env()), operation.now());
            operation.log("would wait until the pods of " + request + " are ready; now: " + now);
            return new Next.Done<>(now);
        }
        return new Next.Then<>(
                new ReadinessFollowStage(request, operation.now().plus(timeout), new ReadinessTracker()));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was changed in Humanitec.";
    }
}
