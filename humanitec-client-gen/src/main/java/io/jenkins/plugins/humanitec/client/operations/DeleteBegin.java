package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.flow.Flow;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.Act;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * The stage in which it is settled whether there is anything to delete. Returns whether there was.
 *
 * @param failIfMissing whether it must be there
 * @param patience how long to wait until it is gone, or null not to wait
 */
record DeleteBegin(ValueScope target, boolean failIfMissing, Duration patience) implements Stage<Boolean> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Boolean> enter(Flow flow) {
        if (isBeingDeleted(flow, target).isEmpty()) {
            if (failIfMissing) {
                throw new InvalidInputException("There is no " + target.kind() + " " + target + " in "
                        + target.app().orgId() + ".");
            }
            flow.say(target.kind() + " " + target + ": was not there");
            return new Next.Done<>(false);
        }
        flow.client().guard().check(Act.DELETION, target);
        return new Next.Then<>(new DeleteSend(target, patience));
    }

    /** Whether what is there is being deleted; empty if nothing is there. */
    static Optional<Boolean> isBeingDeleted(Flow flow, ValueScope target) {
        return target instanceof EnvRef env
                ? flow.client().environments().find(env).map(found -> found.getStatus() == LifecycleStatus.DELETING)
                : flow.client()
                        .applications()
                        .find(target.app())
                        .map(found -> found.getStatus() == LifecycleStatus.DELETING);
    }

    @Override
    public String abandon(Flow flow) {
        return "Nothing was deleted.";
    }
}
