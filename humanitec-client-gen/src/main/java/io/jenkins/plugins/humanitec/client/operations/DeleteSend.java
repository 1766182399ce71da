package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The stage in which the deletion of an application or environment is asked for that was there a moment ago.
 *
 * @param patience how long to wait until it is gone, or null not to wait
 */
record DeleteSend(ValueScope target, Duration patience) implements Stage<Boolean> {

    private static final long serialVersionUID = 1L;

    /** The stage in which its end is waited for. */
    private record Rest(ValueScope target, Instant deadline) implements Stage<Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        public Next<Boolean> enter(Flow flow) {
            HumanitecClient watcher = flow.watcher();
            Watch<?> watch = target instanceof EnvRef env
                    ? watcher.environments().watchDeletion(env, deadline)
                    : watcher.applications().watchDeletion(target.app(), deadline);
            return new Next.Await<>(watch, gone -> {
                flow.say(target.kind() + " " + target + ": deleted");
                return new Next.Done<>(true);
            });
        }

        @Override
        public String abandon(Flow flow) {
            return "The deletion of " + target.kind() + " " + target + " goes on in Humanitec.";
        }
    }

    @Override
    public Next<Boolean> enter(Flow flow) {
        boolean goesOn = (flow.isRepeated() ? begun(flow) : request(flow)) == Deletion.IN_PROGRESS;
        flow.say(target.kind() + " " + target + ": " + (goesOn ? "is being deleted" : "deleted"));
        return goesOn && patience != null
                ? new Next.Then<>(new Rest(target, flow.now().plus(patience)))
                : new Next.Done<>(true);
    }

    /** What the request has come to that may have been made before; if it was not, it is now. */
    private Deletion begun(Flow flow) {
        Optional<Boolean> isBeingDeleted = DeleteBegin.isBeingDeleted(flow, target);
        if (isBeingDeleted.isEmpty()) {
            return Deletion.DONE;
        }
        return isBeingDeleted.get() ? Deletion.IN_PROGRESS : request(flow);
    }

    private Deletion request(Flow flow) {
        HumanitecClient client = flow.client();
        return target instanceof EnvRef env
                ? client.environments().requestDeletion(env)
                : client.applications().requestDeletion(target.app());
    }

    @Override
    public String abandon(Flow flow) {
        return "Whether the deletion of " + target.kind() + " " + target + " has begun is not known.";
    }
}
