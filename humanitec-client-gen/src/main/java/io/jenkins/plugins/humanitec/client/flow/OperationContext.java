package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects that the {@linkplain Stage stages} of one operation use in this process. Close it when the operation has
 * ended, with or without success.
 */
public final class OperationContext implements AutoCloseable {

    /** The timeout of an operation without a limit of its own. */
    public static final Duration NO_LIMIT = Duration.ofDays(3650);

    private final ClientContext client;
    private final ClientContext pollingClient;
    private final DeploymentQueue queue;
    private final Consumer<String> log;
    private final @Nullable Consumer<List<String>> differences;
    private final Map<Object, DeploymentQueue.Position> positions = new HashMap<>();
    private @Nullable BiConsumer<String, List<PendingApproval>> approvals;
    private @Nullable Consumer<StartedDeployment> deployments;
    private boolean isClosed;
    private boolean isRepeated;

    /**
     * Creates a context.
     *
     * @param client makes the requests of the stages
     * @param pollingClient makes the requests of pollers; must not retry by itself if polling must not block a thread
     * @param queue the deployment queue
     * @param log receives a sentence for users about each event
     */
    public OperationContext(
            ClientContext client, ClientContext pollingClient, DeploymentQueue queue, Consumer<String> log) {
        this(client, pollingClient, queue, log, null);
    }

    /**
     * Creates a context that keeps what an operation is about to change.
     *
     * @param client makes the requests of the stages
     * @param pollingClient makes the requests of pollers
     * @param queue the deployment queue
     * @param log receives a sentence for users about each event
     * @param differences receives what an operation is about to change, one line each; again after a restart. Null if nobody needs
     *     it: an operation then makes no requests to find it out
     */
    public OperationContext(
            ClientContext client,
            ClientContext pollingClient,
            DeploymentQueue queue,
            Consumer<String> log,
            @Nullable Consumer<List<String>> differences) {
        this.client = client;
        this.pollingClient = pollingClient;
        this.queue = queue;
        this.log = log;
        this.differences = differences;
    }

    /** {@return the client for the requests of the stages} */
    public ClientContext client() {
        return client;
    }

    /** {@return the client for the requests of pollers} */
    public ClientContext pollingClient() {
        return pollingClient;
    }

    /** {@return the current time of the client's clock} */
    public Instant now() {
        return client.clock().instant();
    }

    /**
     * Logs an event.
     *
     * @param sentence what happened, for users
     */
    public void log(String sentence) {
        log.accept(sentence);
    }

    /** {@return whether somebody needs to know what the operation is about to change} */
    public boolean needsDifferences() {
        return differences != null;
    }

    /**
     * Tells what the operation is about to change.
     *
     * @param lines the differences, one line each; empty if there is none
     */
    public void differences(List<String> lines) {
        if (differences != null) {
            differences.accept(lines);
        }
    }

    /**
     * Sets who is told of the approvals for which somebody must answer.
     *
     * @param listener receives, each time that a run was looked at, the ID of the run and all approvals that it waits for
     */
    public void onApprovals(BiConsumer<String, List<PendingApproval>> listener) {
        approvals = listener;
    }

    /**
     * Sets who is told of the deployments that the operation has started, besides the one that it returns.
     *
     * @param listener receives a deployment each time that it was looked at
     */
    public void onDeployment(Consumer<StartedDeployment> listener) {
        deployments = listener;
    }

    /**
     * Tells of a deployment that the operation has started, besides the one that it returns.
     *
     * @param deployment the deployment
     */
    public void deployment(StartedDeployment deployment) {
        if (deployments != null) {
            deployments.accept(deployment);
        }
    }

    /**
     * Tells which approvals a pipeline run waits for.
     *
     * @param runId the ID of the run
     * @param waiting all of them; empty if there are none
     */
    public void approvals(String runId, List<PendingApproval> waiting) {
        if (approvals != null) {
            approvals.accept(runId, waiting);
        }
    }

    /**
     * {@return whether the stage may have been entered before, in another process, so that its requests may have been
     * made}
     */
    public boolean isRepeated() {
        return isRepeated;
    }

    /**
     * Sets whether the next stage may have been entered before.
     *
     * @param repeated whether it may have been entered before
     */
    public void setRepeated(boolean repeated) {
        this.isRepeated = repeated;
    }

    private Object key(Object subject) {
        return List.of(client.baseUri(), subject);
    }

    /**
     * Enters a queue, such as the deployment queue of an environment. Leaves it at once if this context is closed.
     *
     * @param subject what the queue is for, such as an environment; must be equal for operations that wait for each other
     * @param position the operation's position
     * @return completes when the operation is the first one
     */
    public CompletionStage<Void> enterQueue(Object subject, DeploymentQueue.Position position) {
        CompletionStage<Void> isFirst = queue.enter(key(subject), position);
        hold(subject, position);
        return isFirst;
    }

    /**
     * Takes the first position in the deployment queue of an environment if it is free. Does not wait in the queue.
     *
     * @param env the environment
     * @param position the operation's position
     * @return whether the operation has the first position; always false if this context is closed
     */
    public boolean tryEnterQueue(EnvRef env, DeploymentQueue.Position position) {
        return queue.tryEnter(key(env), position) && hold(env, position);
    }

    /** Stores a position that was taken, so that {@link #close} leaves it. Returns false if that was done already. */
    private boolean hold(Object subject, DeploymentQueue.Position position) {
        synchronized (positions) {
            if (!isClosed) {
                positions.put(subject, position);
                return true;
            }
        }
        queue.leave(key(subject), position);
        return false;
    }

    /** Leaves all queues, and each queue that is entered afterwards. */
    @Override
    public void close() {
        Map<Object, DeploymentQueue.Position> entered;
        synchronized (positions) {
            isClosed = true;
            entered = Map.copyOf(positions);
            positions.clear();
        }
        entered.forEach((subject, position) -> queue.leave(key(subject), position));
    }
}
