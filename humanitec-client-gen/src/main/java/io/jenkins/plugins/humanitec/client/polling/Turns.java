package io.jenkins.plugins.humanitec.client.polling;

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
 * Lets those who want to change the same thing do so one after the other, in the order in which they came. It knows of this
 * process only. For use by any number of threads.
 */
public final class Turns {

    private final Map<Object, Line> lines = new HashMap<>();

    /**
     * A place in a line. It can be kept and used again in another process.
     *
     * @param since when its owner came
     * @param id tells owners apart
     */
    public record Ticket(Instant since, String id) implements Comparable<Ticket>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public int compareTo(Ticket other) {
            return Comparator.comparing(Ticket::since).thenComparing(Ticket::id).compare(this, other);
        }
    }

    private static final class Line {
        private final SortedMap<Ticket, CompletableFuture<Void>> waiting = new TreeMap<>();
        private Ticket holder;
    }

    /**
     * @param key what is to be changed
     * @param ticket the caller's place
     * @return what completes when it is the caller's turn; then and only then nobody else has it, until {@link #leave}
     */
    public CompletionStage<Void> take(Object key, Ticket ticket) {
        CompletableFuture<Void> turn;
        synchronized (this) {
            if (tryTake(key, ticket)) {
                return CompletableFuture.completedFuture(null);
            }
            turn = lines.get(key).waiting.computeIfAbsent(ticket, t -> new CompletableFuture<>());
        }
        return turn;
    }

    /**
     * @param key what is to be changed
     * @param ticket the caller's place
     * @return whether it is the caller's turn now; if not, nothing is waited for
     */
    public synchronized boolean tryTake(Object key, Ticket ticket) {
        Line line = lines.computeIfAbsent(key, k -> new Line());
        if (line.holder == null) {
            line.holder = ticket;
        }
        return line.holder.equals(ticket);
    }

    /**
     * Ends a turn, or gives up waiting for it. The next one's turn completes on the calling thread.
     *
     * @param key what was to be changed
     * @param ticket the caller's place
     */
    public void leave(Object key, Ticket ticket) {
        CompletableFuture<Void> next = null;
        synchronized (this) {
            Line line = lines.get(key);
            if (line == null) {
                return;
            }
            line.waiting.remove(ticket);
            if (ticket.equals(line.holder)) {
                line.holder = null;
                if (!line.waiting.isEmpty()) {
                    line.holder = line.waiting.firstKey();
                    next = line.waiting.remove(line.holder);
                }
            }
            if (line.holder == null && line.waiting.isEmpty()) {
                lines.remove(key);
            }
        }
        if (next != null) {
            next.complete(null);
        }
    }
}
