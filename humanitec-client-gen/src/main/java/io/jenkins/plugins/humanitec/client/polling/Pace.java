package io.jenkins.plugins.humanitec.client.polling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast requests may follow each other. At first they may as they like. Once the API answers that there are too many (429),
 * all of them hold off for as long as it asks, and afterwards go one by one, with a gap that doubles with each such answer and
 * shrinks by a tenth with each other one. Clients that share a pace slow down together. For use by any number of threads.
 */
public final class Pace {

    private static final Duration SMALLEST_GAP = Duration.ofMillis(20);
    private static final Duration LARGEST_GAP = Duration.ofSeconds(1);

    private final Clock clock;
    private Instant notBefore = Instant.MIN;
    private Instant lastSlot = Instant.MIN;
    private Duration gap = Duration.ZERO;

    /** @param clock what time it is */
    public Pace(Clock clock) {
        this.clock = clock;
    }

    /** @return how long the caller is to wait before it makes its next request, which counts as made then */
    public synchronized Duration reserve() {
        Instant now = clock.instant();
        lastSlot = nextSlot(now);
        return Duration.between(now, lastSlot);
    }

    /** @return how long a request would have to wait if it were to be made now */
    public synchronized Duration delay() {
        Instant now = clock.instant();
        return Duration.between(now, nextSlot(now));
    }

    private Instant nextSlot(Instant now) {
        Instant free = gap.isZero() || lastSlot.equals(Instant.MIN) ? notBefore : later(notBefore, lastSlot.plus(gap));
        return later(now, free);
    }

    /** @param pause for how long the API is to be left alone */
    public synchronized void slowDown(Duration pause) {
        notBefore = later(notBefore, clock.instant().plus(pause));
        lastSlot = Instant.MIN;
        Duration doubled = gap.multipliedBy(2);
        gap = doubled.compareTo(LARGEST_GAP) > 0
                ? LARGEST_GAP
                : doubled.compareTo(SMALLEST_GAP) < 0 ? SMALLEST_GAP : doubled;
    }

    /** Says that a request was answered otherwise. */
    public synchronized void goOn() {
        Duration smaller = gap.multipliedBy(9).dividedBy(10);
        gap = smaller.compareTo(SMALLEST_GAP) < 0 ? Duration.ZERO : smaller;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
