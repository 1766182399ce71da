package io.jenkins.plugins.humanitec.simulator.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The current time, and how long changes and deletions take. */
public final class SimulatedTime {

    private final Clock clock;
    private final Duration settling;
    private final Duration deletion;

    /**
     * Creates the time of a simulator.
     *
     * @param clock the clock to read
     * @param settling the duration of a deployment, of a pipeline run and of a change of replicas; zero or more
     * @param deletion the duration of a deletion; zero or more
     */
    public SimulatedTime(Clock clock, Duration settling, Duration deletion) {
        this.clock = clock;
        this.settling = settling;
        this.deletion = deletion;
    }

    /** @return the current time in milliseconds, the precision of the API */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Returns whether a point in time is now or in the past.
     *
     * @param time the point in time
     * @return whether it is not in the future
     */
    public boolean isReached(Instant time) {
        return !now().isBefore(time);
    }

    /**
     * Returns when a change starts: after a quarter of the settling time.
     *
     * @param createdAt when the change is requested
     * @return when it starts
     */
    public Instant startOf(Instant createdAt) {
        return createdAt.plus(settling.dividedBy(4));
    }

    /**
     * Returns when a change is complete: after the settling time.
     *
     * @param createdAt when the change is requested
     * @return when it is complete
     */
    public Instant endOf(Instant createdAt) {
        return createdAt.plus(settling);
    }

    /** @return a time at which a change was requested that is complete now */
    public Instant past() {
        return now().minus(settling).minusSeconds(1);
    }

    /**
     * Returns whether a deletion is complete.
     *
     * @param deletionStartedAt when the deletion started; null if it did not start
     * @return whether the deletion time has passed since then
     */
    public boolean isDeleted(Instant deletionStartedAt) {
        return deletionStartedAt != null && isReached(deletionStartedAt.plus(deletion));
    }
}
