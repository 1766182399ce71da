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

/**
 * The stage in which the deletion of an application or environment is asked for that was there a moment ago.
 *
 * @param timeout how long to wait until it is gone, or null not to wait
 */
record DeletionSendStage(ValueScope target, Duration timeout) implements Stage<Boolean> {

    private static final long serialVersionUID = 1L;

    /** The stage in which its end is waited for. */
    private record Rest(ValueScope target, Instant deadline) implements Stage<Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        public Next<Boolean> enter(OperationContext operation) {
            ClientContext watcher = operation.pollingClient();
            Poller<?> watch = target instanceof EnvRef env
                    ? new Environments(watcher).deletionPoller(env, deadline)
                    : new Applications(watcher).deletionPoller(target.app(), deadline);
            return new Next.Await<>(watch, gone -> {
                operation.log(target.kind() + " " + target + ": deleted");
                return new Next.Done<>(true);
            });
        }

        @Override
        public String abandon(OperationContext operation) {
            return "The deletion of " + target.kind() + " " + target + " goes on in Humanitec.";
        }
    }

    @Override
    public Next<Boolean> enter(OperationContext operation) {
        boolean goesOn = (operation.isRepeated() ? begun(operation) : request(operation)) == Deletion.IN_PROGRESS;
        operation.log(target.kind() + " " + target + ": " + (goesOn ? "is being deleted" : "deleted"));
        return goesOn && timeout != null
                ? new Next.Then<>(new Rest(target, operation.now().plus(timeout)))
                : new Next.Done<>(true);
    }

    /** What the request has come to that may have been made before; if it was not, it is now. */
    private Deletion begun(OperationContext operation) {
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
        return "Whether the deletion of " + target.kind() + " " + target + " has begun is not known.";
    }
}
