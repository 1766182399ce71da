package io.jenkins.plugins.humanitec.client.transport;

import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits how many requests to one server are under way at once. Over HTTP/2 the JDK's client sends all requests to a server over
 * one connection, and fails those beyond the number of streams that the server permits (JDK-8225647). That number is not known
 * beforehand, so there is no limit until a request is refused; then the limit is what was under way besides. It grows again
 * slowly, since others may have used the connection too. Requests wait in the order in which they came. For use by any number of
 * threads.
 */
final class StreamLimit {

    /** How long to wait after a refusal if none of our own requests is under way whose end could be waited for. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private int underWay;
    private int limit = Integer.MAX_VALUE;
    private int sinceGrowth;

    /**
     * Waits until another request may be sent.
     *
     * @param deadline when to give up, as {@link System#nanoTime} tells time
     * @throws HttpTimeoutException if there was no room until the deadline
     */
    void acquire(long deadline) throws InterruptedException, HttpTimeoutException {
        lock.lockInterruptibly();
        try {
            while (underWay >= limit) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new NoStreamException(limit);
                }
                changed.awaitNanos(left);
            }
            underWay++;
        } finally {
            lock.unlock();
        }
    }

    /** Says that a request is over and was not refused. */
    void release() {
        lock.lock();
        try {
            underWay--;
            if (limit != Integer.MAX_VALUE && ++sinceGrowth >= limit) {
                sinceGrowth = 0;
                limit++;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Says that a request was not sent because there were too many. */
    void refused() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            underWay--;
            sinceGrowth = 0;
            limit = Math.max(1, Math.min(limit, underWay));
            if (underWay == 0) {
                changed.awaitNanos(PAUSE_NANOS);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** No stream was free in time, so that nothing was sent. */
    static final class NoStreamException extends HttpTimeoutException {

        private static final long serialVersionUID = 1L;

        NoStreamException(int limit) {
            super("the server permits " + limit + (limit == 1 ? " request" : " requests")
                    + " at a time, and none of those under way ended in time");
        }
    }
}
