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

/**
 * Lets deployments to the same environment begin one after the other, in the order in which they were requested. It knows the
 * deployments of this process only. Safe for use by many threads.
 */
public final class DeploymentQueue {

    /** The queue that operations use unless they are given another one. */
    public static final DeploymentQueue OF_PROCESS = new DeploymentQueue();

    private final Map<Object, Line> lines = new HashMap<>();

    /**
     * A position in the queue. It can be stored, and taken again in another process.
     *
     * @param since when it was taken first
     * @param id tells positions of the same time apart
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

    private static final class Line {
        private final SortedMap<Position, CompletableFuture<Void>> waiting = new TreeMap<>();
        private Position first;
    }

    /**
     * Queues for an environment.
     *
     * @param key identifies the environment
     * @param position the caller's position
     * @return completes when the position is the first; it stays that until {@link #leave}
     */
    public CompletionStage<Void> enter(Object key, Position position) {
        synchronized (this) {
            return tryEnter(key, position)
                    ? CompletableFuture.completedFuture(null)
                    : lines.get(key).waiting.computeIfAbsent(position, p -> new CompletableFuture<>());
        }
    }

    /**
     * Takes the first position if nobody else has it. Does not queue.
     *
     * @param key identifies the environment
     * @param position the caller's position
     * @return whether the caller is the first
     */
    public synchronized boolean tryEnter(Object key, Position position) {
        Line line = lines.computeIfAbsent(key, k -> new Line());
        if (line.first == null) {
            line.first = position;
        }
        return line.first.equals(position);
    }

    /**
     * Leaves the queue, whether the position is the first or not. The next position becomes the first, and completes on the
     * calling thread.
     *
     * @param key identifies the environment
     * @param position the caller's position
     */
    public void leave(Object key, Position position) {
        CompletableFuture<Void> next = null;
        synchronized (this) {
            Line line = lines.get(key);
            if (line == null) {
                return;
            }
            line.waiting.remove(position);
            if (position.equals(line.first)) {
                line.first = null;
                if (!line.waiting.isEmpty()) {
                    line.first = line.waiting.firstKey();
                    next = line.waiting.remove(line.first);
                }
            }
            if (line.first == null && line.waiting.isEmpty()) {
                lines.remove(key);
            }
        }
        if (next != null) {
            next.complete(null);
        }
    }
}
