package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests for one target, and who waits for them. Guarded by the monitor of the {@link SharedPoller}. */
final class Poll {

    /** The shortest time between the end of a request and one that an event asks for. */
    private static final Duration FIRST_PAUSE_BEFORE_EVENT = Duration.ofMillis(500);

    /** After so many of the longest pauses without an event, the pause before the next one is short again. */
    private static final int QUIET = 4;

    final PollTarget<?> target;
    final PollRequests requests;
    final List<Subscriber<?>> subscribers = new ArrayList<>();
    int round;
    Instant lastFetch = Instant.EPOCH;
    Instant due = Instant.EPOCH;

    /** The number of the last scheduled request; earlier ones are not valid any more. */
    int planned;

    /** Whether the current pause is longer than a regular one, because of the forecast. */
    boolean isLong;

    /** Whether a request is in progress. */
    boolean isFetching;

    /** Whether the request that is in progress must be followed by another one soon. */
    boolean isWoken;

    /** The last round in which its state is not read together with others. */
    volatile int lastAlone;

    /** When the next regular request is due, if an additional one comes before it. */
    @Nullable
    Instant resumesAt;

    private Duration pauseBeforeEvent = FIRST_PAUSE_BEFORE_EVENT;
    private Instant lastEvent = Instant.EPOCH;

    /** The state, if it never changes. */
    @Nullable
    Observation lasting;

    Poll(PollTarget<?> target, PollRequests requests) {
        this.target = target;
        this.requests = requests;
    }

    /** Returns whether somebody waits, and no request is in progress. */
    boolean isIdle() {
        return !isFetching && !subscribers.isEmpty();
    }

    /** Returns whether all who wait, if any, have come after the begin of the last round. */
    boolean isNewWait() {
        return subscribers.stream().allMatch(subscriber -> subscriber.firstRound > round);
    }

    /** Begins a round, in place of the request that is planned. Returns the number of the round. */
    int begin() {
        planned++;
        isLong = false;
        isFetching = true;
        return ++round;
    }

    /** Returns the targets that are read together with this one; null if it must be read alone. */
    @Nullable
    PollGroup<?> group() {
        return round <= lastAlone ? null : target.group();
    }

    /** Returns the target of the next request: without a forecaster, if one of those who wait has none. */
    PollTarget<?> currentTarget() {
        return subscribers.stream()
                .<PollTarget<?>>map(Subscriber::target)
                .filter(wanted -> wanted.forecaster() == null)
                .findFirst()
                .orElse(subscribers.get(0).target());
    }

    /** Returns whether somebody waits, and all have a forecaster and were there at the beginning of the current round. */
    boolean isForecast() {
        return !subscribers.isEmpty()
                && subscribers.stream()
                        .allMatch(subscriber -> subscriber.firstRound <= round
                                && subscriber.target().forecaster() != null);
    }

    /** Returns the shortest time between the end of a request and one that an event asks for. */
    Duration pauseBeforeEvent(Instant now, Duration longest) {
        boolean isQuiet = Duration.between(lastEvent, now).compareTo(longest.multipliedBy(QUIET)) > 0;
        return isQuiet ? FIRST_PAUSE_BEFORE_EVENT : pauseBeforeEvent;
    }

    /** Counts a request that an event has asked for. The pause before the next one is twice as long. */
    void countEvent(Instant now, Duration longest) {
        pauseBeforeEvent = PollSchedule.shorter(pauseBeforeEvent(now, longest).multipliedBy(2), longest);
        lastEvent = now;
    }
}
