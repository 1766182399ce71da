package io.jenkins.plugins.humanitec.client.transport;

import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the number of concurrent requests to one server. With HTTP/2, the JDK's HTTP client sends all requests to a
 * server over one connection, and fails requests that exceed the number of streams that the server permits
 * (JDK-8225647). This number is not known in advance. Therefore, there is no limit until a request is refused. Then the
 * limit is the number of other concurrent requests. It grows slowly, since requests of others may have used the
 * connection, too. Requests wait in the order of their arrival. Safe for use by many threads.
 */
final class StreamLimit {

    /** How long to wait after a refusal if there is no other request whose end could be waited for. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int underWay;
    private int limit = Integer.MAX_VALUE;
    private int sinceGrowth;

    /**
     * Waits until a request may be sent.
     *
     * @param deadline when to stop waiting, in the time of {@link System#nanoTime}
     * @throws HttpTimeoutException if the request may not be sent before the deadline
     * @throws InterruptedException if the thread is interrupted
     */
    void acquire(long deadline) throws InterruptedException, HttpTimeoutException {
        lock.lockInterruptibly();
        try {
            // A new request does not pass those that wait. A fair lock would do the same, but slows down all requests.
            boolean isNew = true;
            while (underWay >= limit || isNew && lock.hasWaiters(changed)) {
                isNew = false;
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

    /** Ends a request that was not refused. */
    void release() {
        lock.lock();
        try {
            underWay--;
            if (limit != Integer.MAX_VALUE && ++sinceGrowth >= limit) {
                sinceGrowth = 0;
                limit++;
                // There is more than one free slot now.
                changed.signalAll();
            } else {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a request that was not sent, since there were too many. Reduces the limit. The request ends even if the
     * thread is interrupted; otherwise, its slot would never be free again.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void refused() throws InterruptedException {
        lock.lock();
        try {
            underWay--;
            sinceGrowth = 0;
            limit = Math.max(1, Math.min(limit, underWay));
            if (underWay == 0) {
                changed.awaitNanos(PAUSE_NANOS);
            }
        } finally {
            changed.signal();
            lock.unlock();
        }
    }

    /** Thrown if no stream is free before the deadline. The request was not sent. */
    static final class NoStreamException extends HttpTimeoutException {

        private static final long serialVersionUID = 1L;

        NoStreamException(int limit) {
            super("the server permits " + limit + (limit == 1 ? " request" : " requests")
                    + " at a time, and none of them ended within the timeout");
        }
    }
}
