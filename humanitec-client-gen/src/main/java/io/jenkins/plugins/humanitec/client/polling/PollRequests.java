package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.http.RequestBudget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private boolean isOver;

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
        isOver = false;
        try {
            return observe((PollTarget<Object>) target);
        } finally {
            if (isOver) {
                schedule.end(!isExtra);
            } else if (!isExtra) {
                schedule.made(from, clock.instant());
            }
        }
    }

    private Observation observe(PollTarget<Object> target) {
        Forecaster<Object> forecaster = target.forecaster();
        if (forecaster == null) {
            Observation observation = Observation.of(target);
            lastState = observation.value() == null ? lastState : observation.value();
            return observation;
        }
        Object current = forecaster.inProgress(lastState);
        Observation observation;
        if (current != null && !current.equals(forecastOf)) {
            forecastOf = current;
            observation = forecast(target, forecaster, lastState);
        } else {
            observation = Observation.of(target);
        }
        if (observation.value() != null) {
            lastState = observation.value();
            isOver = forecastOf != null && !forecastOf.equals(forecaster.inProgress(lastState));
        }
        return observation;
    }

    /** A failure of this request must not fail those who wait: the next request for the state shows whether they can go on. */
    private Observation forecast(PollTarget<Object> target, Forecaster<Object> forecaster, @Nullable Object state) {
        RequestBudget budget = target.rateLimiter().budget();
        Object current = state;
        try {
            Forecast<Object> forecast = forecaster.read(state);
            schedule.expect(forecast, budget);
            current = forecast.state();
        } catch (HumanitecException e) {
            schedule.expectNothing();
            if (Poller.isPassing(e)) {
                return new Observation(null, e);
            }
        }
        if (current != null) {
            return new Observation(current, null);
        }
        // This is one request more.
        budget.add(-1);
        return Observation.of(target);
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
