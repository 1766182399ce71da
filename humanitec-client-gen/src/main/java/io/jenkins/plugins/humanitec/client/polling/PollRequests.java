package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
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
     * @param request makes the request, unless the forecast is read; returns null if the state must be requested by itself
     * @return the state or the problem
     */
    @SuppressWarnings("unchecked")
    Observation make(PollTarget<?> target, boolean isExtra, Supplier<@Nullable Observation> request) {
        Forecaster<Object> forecaster = (Forecaster<Object>) target.forecaster();
        Instant from = clock.instant();
        Observation observation = null;
        boolean isOver = false;
        try {
            observation =
                    forecaster != null && wantsForecast(forecaster) ? forecast(target, forecaster) : request.get();
            if (observation == null) {
                schedule.made(from, clock.instant());
                from = clock.instant();
                observation = Observation.of(target);
            }
            isOver = isOver(forecaster, observation.value());
            return observation;
        } finally {
            if (isOver) {
                schedule.end(isExtra);
            } else if (!isExtra) {
                schedule.made(from, clock.instant());
            }
        }
    }

    /**
     * Uses the result of a request for another target.
     *
     * @param target the target
     * @param state its state
     * @param from when the request was made
     */
    @SuppressWarnings("unchecked")
    void learn(PollTarget<?> target, Object state, Instant from) {
        if (isOver((Forecaster<Object>) target.forecaster(), state)) {
            schedule.end(true);
        } else {
            schedule.learned(from);
        }
    }

    /** Begins another wait. What the last one has not used is for others. */
    void restart() {
        schedule.end(false);
        lastState = null;
        forecastOf = null;
    }

    private boolean wantsForecast(Forecaster<Object> forecaster) {
        Object current = forecaster.inProgress(lastState);
        return current != null && !current.equals(forecastOf);
    }

    /** Remembers a state, and returns whether what was forecast is over and nothing else is in progress. */
    private boolean isOver(@Nullable Forecaster<Object> forecaster, @Nullable Object state) {
        if (state != null) {
            lastState = state;
        }
        if (state == null || forecaster == null || forecastOf == null) {
            return false;
        }
        Object current = forecaster.inProgress(state);
        if (current == null) {
            forecastOf = null;
            return true;
        }
        if (!current.equals(forecastOf)) {
            schedule.expectNothing();
        }
        return false;
    }

    /**
     * Reads the forecast. A failure must not fail those who wait: the next request for the state shows whether they can go on.
     *
     * @return the state; null if the response does not have it
     */
    private @Nullable Observation forecast(PollTarget<?> target, Forecaster<Object> forecaster) {
        Object state = lastState;
        forecastOf = forecaster.inProgress(state);
        try {
            Forecast<Object> forecast = forecaster.read(state);
            schedule.expect(forecast, target.rateLimiter().budget());
            state = forecast.state();
        } catch (HumanitecException e) {
            schedule.expectNothing();
            if (Poller.isPassing(e)) {
                return new Observation(null, e);
            }
        }
        return state == null ? null : new Observation(state, null);
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
