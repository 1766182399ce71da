package io.jenkins.plugins.humanitec.client.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How fast requests may follow each other. At first they may as they like. Once the API answers that there are too many (429),
 * all of them hold off for as long as it asks, and afterwards go one by one, with a gap that doubles with each time that they
 * hold off and shrinks by a fiftieth with each other answer. Clients that share a rate limiter slow down together. For use by any number of threads.
 */
public final class RateLimiter {

    private static final Duration FIRST_GAP = Duration.ofMillis(20);
    private static final Duration NO_GAP = Duration.ofMillis(1);
    private static final Duration LARGEST_GAP = Duration.ofSeconds(1);

    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Instant notBefore = Instant.MIN;
    private Instant lastSlot = Instant.MIN;
    private Duration gap = Duration.ZERO;

    /** @param clock what time it is */
    public RateLimiter(Clock clock) {
        this.clock = clock;
    }

    /**
     * Waits until it is the caller's turn, in the order in which callers came. A request counts as made when this returns true.
     *
     * @param deadline when waiting would be in vain
     * @param sleeper what waits
     * @return whether it is the caller's turn; false if that would be at the deadline or later
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean await(Instant deadline, Sleeper sleeper) throws InterruptedException {
        long left = Duration.between(clock.instant(), deadline).toMillis();
        if (!turn.tryLock(Math.max(0, left), TimeUnit.MILLISECONDS)) {
            return false;
        }
        try {
            Instant known;
            do {
                known = notBefore();
                Duration pause = delay();
                if (!clock.instant().plus(pause).isBefore(deadline)) {
                    return false;
                }
                if (!pause.isZero()) {
                    sleeper.sleep(pause);
                }
                // Whoever came first may have been told meanwhile to hold off for longer.
            } while (notBefore().isAfter(known));
            made();
            return true;
        } finally {
            turn.unlock();
        }
    }

    private synchronized void made() {
        lastSlot = nextSlot(clock.instant());
    }

    /** @return how long a request would have to wait if it were to be made now */
    public synchronized Duration delay() {
        Instant now = clock.instant();
        return Duration.between(now, nextSlot(now));
    }

    /** @return whether requests hold off or go one by one, since the API has answered that there are too many */
    public synchronized boolean isHoldingOff() {
        return !gap.isZero() || notBefore.isAfter(clock.instant());
    }

    private Instant nextSlot(Instant now) {
        Instant free = gap.isZero() || lastSlot.equals(Instant.MIN) ? notBefore : later(notBefore, lastSlot.plus(gap));
        return later(now, free);
    }

    private synchronized Instant notBefore() {
        return notBefore;
    }

    /** @param pause for how long the API is to be left alone */
    public synchronized void slowDown(Duration pause) {
        Instant now = clock.instant();
        boolean holdsOff = notBefore.isAfter(now);
        notBefore = later(notBefore, now.plus(pause));
        if (holdsOff) {
            // The answer to a request that was under way already tells nothing new about the gap.
            return;
        }
        lastSlot = Instant.MIN;
        Duration doubled = gap.multipliedBy(2);
        gap = doubled.compareTo(LARGEST_GAP) > 0 ? LARGEST_GAP : doubled.compareTo(FIRST_GAP) < 0 ? FIRST_GAP : doubled;
    }

    /** Says that a request was answered otherwise. */
    public synchronized void goOn() {
        Duration smaller = gap.multipliedBy(49).dividedBy(50);
        gap = smaller.compareTo(NO_GAP) < 0 ? Duration.ZERO : smaller;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
