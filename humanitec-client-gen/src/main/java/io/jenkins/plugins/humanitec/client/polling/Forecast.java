package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the end of something that is in progress.
 *
 * @param state the current state of the target; null if it was not read
 * @param begin when it began, in the time of this machine
 * @param earlier how long it took earlier; durations that are not positive are ignored. If there are none, the end is
 *     unknown
 * @param <S> the type of the target's state
 */
public record Forecast<S>(@Nullable S state, Instant begin, List<Duration> earlier) {

    /** Copies the durations. */
    public Forecast {
        earlier = earlier.stream()
                .filter(duration -> !duration.isZero() && !duration.isNegative())
                .toList();
    }
}
