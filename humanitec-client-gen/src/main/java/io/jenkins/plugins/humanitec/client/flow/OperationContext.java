package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What the {@linkplain Stage stages} of one operation need in this process. To be closed when the operation has ended, however
 * it ends.
 */
public final class OperationContext implements AutoCloseable {

    /** The timeout of an operation that only its caller limits. */
    public static final Duration NO_LIMIT = Duration.ofDays(3650);

    private final ClientContext client;
    private final ClientContext pollingClient;
    private final DeploymentQueue queue;
    private final Consumer<String> log;
    private final Map<EnvRef, DeploymentQueue.Position> positions = new HashMap<>();
    private boolean isRepeated;

    /**
     * @param client makes the stages' requests
     * @param pollingClient makes the requests that are repeated until something has happened; should not retry by itself if
     *     those who poll must not hold a thread
     * @param queue orders the deployments to an environment
     * @param log is given a sentence for people about each thing that happens
     */
    public OperationContext(
            ClientContext client, ClientContext pollingClient, DeploymentQueue queue, Consumer<String> log) {
        this.client = client;
        this.pollingClient = pollingClient;
        this.queue = queue;
        this.log = log;
    }

    /** @return makes the stages' requests */
    public ClientContext client() {
        return client;
    }

    /** @return makes the requests that are repeated until something has happened */
    public ClientContext pollingClient() {
        return pollingClient;
    }

    /** @return the time by the client's clock */
    public Instant now() {
        return client.clock().instant();
    }

    /** @param sentence what happened, for people */
    public void log(String sentence) {
        log.accept(sentence);
    }

    /** @return whether the stage may have been entered before, in another process, so that its requests may have been made */
    public boolean isRepeated() {
        return isRepeated;
    }

    /** @param repeated whether the stage that is entered next may have been entered before */
    public void setRepeated(boolean repeated) {
        this.isRepeated = repeated;
    }

    private Object key(EnvRef env) {
        return List.of(client.baseUri(), env);
    }

    /**
     * Queues for an environment.
     *
     * @param env an environment
     * @param position the operation's position
     * @return completes when the operation is the first
     */
    public CompletionStage<Void> enterQueue(EnvRef env, DeploymentQueue.Position position) {
        synchronized (positions) {
            positions.put(env, position);
        }
        return queue.enter(key(env), position);
    }

    /**
     * Takes the first position for an environment if nobody else has it. Does not queue.
     *
     * @param env an environment
     * @param position the operation's position
     * @return whether the operation is the first
     */
    public boolean tryEnterQueue(EnvRef env, DeploymentQueue.Position position) {
        boolean isFirst = queue.tryEnter(key(env), position);
        if (isFirst) {
            synchronized (positions) {
                positions.put(env, position);
            }
        }
        return isFirst;
    }

    /** Leaves all queues. */
    @Override
    public void close() {
        Map<EnvRef, DeploymentQueue.Position> entered;
        synchronized (positions) {
            entered = Map.copyOf(positions);
            positions.clear();
        }
        entered.forEach((env, position) -> queue.leave(key(env), position));
    }
}
