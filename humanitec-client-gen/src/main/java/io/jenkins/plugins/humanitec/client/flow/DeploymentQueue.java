package io.jenkins.plugins.humanitec.client.flow;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs the deployments to one environment one after the other, in the order in which they were requested. It contains
 * only the deployments of this process. Safe for use by many threads.
 */
public final class DeploymentQueue {

    /** The default queue of operations. */
    public static final DeploymentQueue OF_PROCESS = new DeploymentQueue();

    private final Map<Object, EnvironmentQueue> queues = new HashMap<>();

    /**
     * A position in the queue. It can be stored, and used again in another process.
     *
     * @param since when the position was first taken
     * @param id a unique ID; it orders positions with the same time
     */
    public record Position(Instant since, String id) implements Comparable<Position>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public int compareTo(Position other) {
            return Comparator.comparing(Position::since)
                    .thenComparing(Position::id)
                    .compare(this, other);
        }
    }

    private static final class EnvironmentQueue {
        private final SortedMap<Position, CompletableFuture<Void>> waiting = new TreeMap<>();
        private @Nullable Position first;
    }

    /**
     * Enters the queue of an environment.
     *
     * @param key identifies the environment
     * @param position the caller's position
     * @return completes when the position is the first one; it stays the first one until {@link #leave}
     */
    public CompletionStage<Void> enter(Object key, Position position) {
        synchronized (this) {
            EnvironmentQueue queue = queue(key, position);
            return position.equals(queue.first)
                    ? CompletableFuture.completedFuture(null)
                    : queue.waiting.computeIfAbsent(position, p -> new CompletableFuture<>());
        }
    }

    /**
     * Takes the first position in the queue of an environment if it is free. Does not wait in the queue.
     *
     * @param key identifies the environment
     * @param position the caller's position
     * @return whether the caller has the first position
     */
    public synchronized boolean tryEnter(Object key, Position position) {
        return position.equals(queue(key, position).first);
    }

    /** Returns the queue of an environment. An empty queue gets the position as its first one. */
    private EnvironmentQueue queue(Object key, Position position) {
        EnvironmentQueue queue = queues.computeIfAbsent(key, k -> new EnvironmentQueue());
        if (queue.first == null) {
            queue.first = position;
        }
        return queue;
    }

    /**
     * Leaves the queue of an environment, at any position. If the first position leaves, the next one becomes the
     * first, and its stage completes on the calling thread.
     *
     * @param key identifies the environment
     * @param position the caller's position
     */
    public void leave(Object key, Position position) {
        CompletableFuture<Void> next = null;
        synchronized (this) {
            EnvironmentQueue queue = queues.get(key);
            if (queue == null) {
                return;
            }
            queue.waiting.remove(position);
            if (position.equals(queue.first)) {
                queue.first = null;
                if (!queue.waiting.isEmpty()) {
                    queue.first = queue.waiting.firstKey();
                    next = queue.waiting.remove(queue.first);
                }
            }
            if (queue.first == null && queue.waiting.isEmpty()) {
                queues.remove(key);
            }
        }
        if (next != null) {
            next.complete(null);
        }
    }
}
