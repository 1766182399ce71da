package io.jenkins.plugins.humanitec.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that begins with the time of another one, runs as fast as told, and can be moved forward. */
public final class MovableClock implements InstantSource {

    private static final Duration MOST = Duration.ofDays(3650);

    private final InstantSource clock;
    private final Instant begin;
    private final int speed;
    private Duration moved = Duration.ZERO;

    /**
     * Creates a clock.
     *
     * @param clock the clock to begin with
     * @param speed how many seconds pass in a second of that clock, 1 or more
     */
    public MovableClock(InstantSource clock, int speed) {
        this.clock = clock;
        this.begin = clock.instant();
        this.speed = Math.max(1, speed);
    }

    /**
     * Moves the clock forward.
     *
     * @param duration by how much; zero or more, 3650 days at most
     */
    public synchronized void move(Duration duration) {
        // No test needs more, and later times cannot be written as the API writes them.
        moved = duration.compareTo(MOST) > 0 ? moved.plus(MOST) : moved.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        Duration passed = Duration.between(begin, clock.instant());
        return begin.plus(passed.multipliedBy(speed)).plus(moved);
    }
}
