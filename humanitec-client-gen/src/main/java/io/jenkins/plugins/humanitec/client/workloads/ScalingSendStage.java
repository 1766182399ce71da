package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stage that sets the new numbers of replicas.
 *
 * @param scaling the old and new numbers
 * @param timeout how long to wait for the pods, or null to not wait
 */
record ScalingSendStage(Scaling scaling, @Nullable Duration timeout) implements Stage<Scaling> {

    private static final long serialVersionUID = 1L;

    /** The stage that waits for the pods. */
    private record Rest(Scaling scaling, Instant deadline) implements Stage<Scaling> {

        private static final long serialVersionUID = 1L;

        @Override
        public Next<Scaling> enter(OperationContext operation) {
            return new Next.Await<>(
                    new Workloads(operation.pollingClient()).scalingPoller(scaling.env(), scaling.asked(), deadline),
                    settled -> {
                        operation.log("all pods of "
                                + String.join(", ", scaling.modules().keySet()) + " are ready");
                        return new Next.Done<>(scaling);
                    });
        }

        @Override
        public String abandon(OperationContext operation) {
            return "The new numbers of replicas in " + scaling.env() + " stay set.";
        }
    }

    @Override
    public Next<Scaling> enter(OperationContext operation) {
        Workloads workloads = new Workloads(operation.client());
        if (!operation.isRepeated() || !workloads.isAsked(scaling)) {
            workloads.send(scaling);
        }
        scaling.modules()
                .forEach((name, change) -> operation.log("replicas of " + name + " in " + scaling.env() + ": "
                        + change.before() + " -> " + change.after()));
        return timeout == null || operation.client().isDryRun()
                ? new Next.Done<>(scaling)
                : new Next.Then<>(new Rest(scaling, operation.now().plus(timeout)));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is unknown whether the numbers of replicas in " + scaling.env() + " were set.";
    }
}
