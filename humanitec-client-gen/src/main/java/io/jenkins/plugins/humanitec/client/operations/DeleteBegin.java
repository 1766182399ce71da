package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.time.Duration;
import java.time.Instant;

/**
 * The stage in which the deletion of an application or environment is begun. Returns whether that was there.
 *
 * @param failIfMissing whether it must be there
 * @param patience how long to wait until it is gone, or null not to wait
 */
record DeleteBegin(ValueScope target, boolean failIfMissing, Duration patience) implements Stage<Boolean> {

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
        Deletion deletion = target instanceof EnvRef env
                ? flow.client().environments().delete(env)
                : flow.client().applications().delete((AppRef) target);
        if (deletion == Deletion.NOT_FOUND && flow.isRepeated()) {
            // It is gone since the request that was made before.
            deletion = Deletion.DONE;
        }
        if (deletion == Deletion.NOT_FOUND && failIfMissing) {
            throw new InvalidInputException("There is no " + target.kind() + " " + target + " in "
                    + target.app().orgId() + ".");
        }
        flow.say(target.kind() + " " + target + ": " + words(deletion));
        boolean waits = deletion == Deletion.IN_PROGRESS && patience != null;
        return waits
                ? new Next.Then<>(new Rest(target, flow.now().plus(patience)))
                : new Next.Done<>(deletion != Deletion.NOT_FOUND);
    }

    private static String words(Deletion deletion) {
        return switch (deletion) {
            case NOT_FOUND -> "was not there";
            case IN_PROGRESS -> "is being deleted";
            case DONE -> "deleted";
        };
    }

    @Override
    public String abandon(Flow flow) {
        return "Whether the deletion of " + target.kind() + " " + target + " has begun is not known.";
    }
}
