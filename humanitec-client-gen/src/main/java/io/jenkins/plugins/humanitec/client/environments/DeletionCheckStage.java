package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage that checks whether the object to delete exists. The operation returns whether it existed.
 *
 * @param target the application or environment to delete
 * @param failIfMissing whether a missing object is an error
 * @param timeout how long to wait until it is deleted, or null to not wait
 */
record DeletionCheckStage(
        ValueScope target, boolean failIfMissing, @Nullable Duration timeout) implements Stage<Boolean> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<Boolean> enter(OperationContext operation) {
        if (isBeingDeleted(operation, target).isEmpty()) {
            if (failIfMissing) {
                throw new InvalidInputException("There is no " + target.kind() + " " + target + " in "
                        + target.app().orgId() + ".");
            }
            operation.log(target.kind() + " " + target + ": did not exist");
            return new Next.Done<>(false);
        }
        operation.client().guard().check(ProtectedAction.DELETION, target);
        return new Next.Then<>(new DeletionSendStage(target, timeout));
    }

    /** Returns whether the object is being deleted; empty if it does not exist. */
    static Optional<Boolean> isBeingDeleted(OperationContext operation, ValueScope target) {
        return target instanceof EnvRef env
                ? new Environments(operation.client())
                        .find(env)
                        .map(found -> found.getStatus() == LifecycleStatus.DELETING)
                : new Applications(operation.client())
                        .find(target.app())
                        .map(found -> found.getStatus() == LifecycleStatus.DELETING);
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was deleted.";
    }
}
