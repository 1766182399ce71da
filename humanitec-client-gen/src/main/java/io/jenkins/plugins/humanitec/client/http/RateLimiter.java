package io.jenkins.plugins.humanitec.client.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the rate of requests. Initially, there is no limit. When the API returns 429 (too many requests), all requests
 * pause for the time that it specifies. Afterwards, there is a gap between requests. The gap doubles with each such
 * pause, from 20 ms up to 1 second, and shrinks by 2 % with each other response. Clients that share a rate limiter slow
 * down together, and share the requests that their waits save. Safe for use by many threads.
 */
public final class RateLimiter {

    private static final Duration FIRST_GAP = Duration.ofMillis(20);
    private static final Duration NO_GAP = Duration.ofMillis(1);
    private static final Duration LARGEST_GAP = Duration.ofSeconds(1);

    private final Clock clock;
    private final RequestBudget budget = new RequestBudget();
    private final ReentrantLock turn = new ReentrantLock(true);
    private Instant notBefore = Instant.MIN;
    private Instant lastSlot = Instant.MIN;
    private Duration gap = Duration.ZERO;

    /**
     * Creates a rate limiter without a limit.
     *
     * @param clock the clock for pauses
     */
    public RateLimiter(Clock clock) {
        this.clock = clock;
    }

    /** {@return the requests that waits have saved, so that other waits can use them} */
    public RequestBudget budget() {
        return budget;
    }

    /**
     * Waits until the caller may make a request. Callers wait in the order of their calls. If the result is true, the
     * request counts as made.
     *
     * @param deadline when to stop waiting
     * @param sleeper waits
     * @return whether the caller may make the request; false if it may not before the deadline
     * @throws InterruptedException if the thread is interrupted
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
                // The API may have returned another 429 in the meantime.
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

    /** {@return how long a request must wait if it is made now; zero if it need not wait} */
    public synchronized Duration delay() {
        Instant now = clock.instant();
        return Duration.between(now, nextSlot(now));
    }

    /** {@return whether requests pause or have a gap between them, since the API has returned 429} */
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

    /**
     * Pauses all requests after the API has returned 429, and increases the gap between them.
     *
     * @param pause the length of the pause
     */
    public synchronized void slowDown(Duration pause) {
        Instant now = clock.instant();
        boolean holdsOff = notBefore.isAfter(now);
        notBefore = later(notBefore, now.plus(pause));
        if (holdsOff) {
            // The response belongs to a request that was sent before the pause, so it is no reason for a larger gap.
            return;
        }
        lastSlot = Instant.MIN;
        Duration doubled = gap.multipliedBy(2);
        gap = doubled.compareTo(LARGEST_GAP) > 0 ? LARGEST_GAP : doubled.compareTo(FIRST_GAP) < 0 ? FIRST_GAP : doubled;
    }

    /** Reduces the gap between requests after a response other than 429. */
    public synchronized void goOn() {
        Duration smaller = gap.multipliedBy(49).dividedBy(50);
        gap = smaller.compareTo(NO_GAP) < 0 ? Duration.ZERO : smaller;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
