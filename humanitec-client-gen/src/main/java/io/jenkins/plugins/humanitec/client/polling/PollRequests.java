package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests for one target. As soon as something is in progress, one of them reads the forecast and the state at
 * once. Not safe for use by several threads at once.
 */
final class PollRequests {

    private final Clock clock;
    private final PollSchedule schedule;
    private @Nullable Object lastState;
    private @Nullable Object forecastOf;

    PollRequests(Clock clock, Duration firstPause, Duration longestPause) {
        this.clock = clock;
        this.schedule = new PollSchedule(firstPause, longestPause);
    }

    /**
     * Makes the next request.
     *
     * @param target the target; it can have another forecaster each time
     * @param isExtra whether an event has asked for the request, which then does not count for the pauses
     * @return the state or the problem
     */
    @SuppressWarnings("unchecked")
    Observation make(PollTarget<?> target, boolean isExtra) {
        Instant from = clock.instant();
        try {
            return observe((PollTarget<Object>) target);
        } finally {
            if (!isExtra) {
                schedule.made(from, clock.instant());
            }
        }
    }

    private Observation observe(PollTarget<Object> target) {
        Forecaster<Object> forecaster = target.forecaster();
        Object state = lastState;
        Object current = forecaster == null || state == null ? null : forecaster.inProgress(state);
        Observation observation;
        if (forecaster != null && state != null && current != null && !current.equals(forecastOf)) {
            forecastOf = current;
            observation = forecast(forecaster, state);
        } else {
            observation = Observation.of(target);
        }
        if (observation.value() != null) {
            lastState = observation.value();
            if (forecaster != null && !Objects.equals(forecastOf, forecaster.inProgress(observation.value()))) {
                schedule.expectNothing();
            }
        }
        return observation;
    }

    /** A failure of this request must not fail those who wait: the next request for the state shows whether they can go on. */
    private Observation forecast(Forecaster<Object> forecaster, Object state) {
        try {
            Forecast<Object> forecast = forecaster.read(state);
            schedule.expect(forecast, clock.instant());
            return new Observation(forecast.state(), null);
        } catch (HumanitecException e) {
            schedule.expectNothing();
            return Poller.isPassing(e) ? new Observation(null, e) : new Observation(state, null);
        }
    }

    /**
     * Returns the pause between now and the next request, as {@link PollSchedule#pause} does.
     *
     * @param now the current time
     * @param isForecast whether to use the forecast
     * @return the pause
     */
    Duration pause(Instant now, boolean isForecast) {
        return schedule.pause(now, isForecast);
    }
}
