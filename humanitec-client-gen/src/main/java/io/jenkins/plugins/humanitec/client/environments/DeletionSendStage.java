package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage that requests the deletion of an existing application or environment.
 *
 * @param target the application or environment to delete
 * @param timeout how long to wait until it is deleted, or null to not wait
 */
record DeletionSendStage(ValueScope target, @Nullable Duration timeout) implements Stage<Boolean> {

    private static final long serialVersionUID = 1L;

    /** The stage that waits for the end of the deletion. */
    private record Rest(ValueScope target, Instant deadline) implements Stage<Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        public Next<Boolean> enter(OperationContext operation) {
            ClientContext client = operation.pollingClient();
            Poller<?> poller = target instanceof EnvRef env
                    ? new Environments(client).deletionPoller(env, deadline)
                    : new Applications(client).deletionPoller(target.app(), deadline);
            return new Next.Await<>(poller, deleted -> {
                operation.log(target.kind() + " " + target + ": deleted");
                return new Next.Done<>(true);
            });
        }

        @Override
        public String abandon(OperationContext operation) {
            return "The deletion of " + target.kind() + " " + target + " continues in Humanitec.";
        }
    }

    @Override
    public Next<Boolean> enter(OperationContext operation) {
        Deletion deletion = operation.isRepeated() ? repeat(operation) : request(operation);
        boolean isInProgress = deletion == Deletion.IN_PROGRESS;
        operation.log(target.kind() + " " + target + ": " + (isInProgress ? "is being deleted" : "deleted"));
        return isInProgress && timeout != null
                ? new Next.Then<>(new Rest(target, operation.now().plus(timeout)))
                : new Next.Done<>(true);
    }

    /** Returns the state of a deletion that may have been requested before. Requests it if it was not. */
    private Deletion repeat(OperationContext operation) {
        Optional<Boolean> isBeingDeleted = DeletionCheckStage.isBeingDeleted(operation, target);
        if (isBeingDeleted.isEmpty()) {
            return Deletion.DONE;
        }
        return isBeingDeleted.get() ? Deletion.IN_PROGRESS : request(operation);
    }

    private Deletion request(OperationContext operation) {
        ClientContext client = operation.client();
        return target instanceof EnvRef env
                ? new Environments(client).sendDeletion(env)
                : new Applications(client).sendDeletion(target.app());
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is unknown whether the deletion of " + target.kind() + " " + target + " has started.";
    }
}
