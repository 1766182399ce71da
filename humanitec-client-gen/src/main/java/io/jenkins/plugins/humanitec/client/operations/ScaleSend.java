package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.time.Instant;

/**
 * The stage in which modules are scaled.
 *
 * @param scaling from what to what
 * @param patience how long to wait until the pods have followed, or null not to wait
 */
record ScaleSend(Scaling scaling, Duration patience) implements Stage<Scaling> {

    private static final long serialVersionUID = 1L;

    /** The stage in which the pods are waited for. */
    private record Rest(Scaling scaling, Instant deadline) implements Stage<Scaling> {

        private static final long serialVersionUID = 1L;

        @Override
        public Next<Scaling> enter(Flow flow) {
            return new Next.Await<>(
                    flow.watcher().workloads().watchScaling(scaling.env(), scaling.asked(), deadline), settled -> {
                        flow.say("all pods of "
                                + String.join(", ", scaling.modules().keySet()) + " are ready");
                        return new Next.Done<>(scaling);
                    });
        }

        @Override
        public String abandon(Flow flow) {
            return "The numbers of replicas in " + scaling.env() + " stay as they were set.";
        }
    }

    @Override
    public Next<Scaling> enter(Flow flow) {
        Workloads workloads = flow.client().workloads();
        if (!flow.isRepeated() || !workloads.isAsked(scaling)) {
            workloads.send(scaling);
        }
        scaling.modules()
                .forEach((name, change) -> flow.say("replicas of " + name + " in " + scaling.env() + ": "
                        + change.before() + " -> " + change.after()));
        return patience == null || flow.client().isDryRun()
                ? new Next.Done<>(scaling)
                : new Next.Then<>(new Rest(scaling, flow.now().plus(patience)));
    }

    @Override
    public String abandon(Flow flow) {
        return "Whether the numbers of replicas in " + scaling.env() + " were set is not known.";
    }
}
