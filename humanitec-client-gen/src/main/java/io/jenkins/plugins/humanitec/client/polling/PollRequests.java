package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.http.RequestBudget;
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
     * @param request makes the request, unless the forecast is read
     * @return the state or the problem
     */
    @SuppressWarnings("unchecked")
    Observation make(PollTarget<?> target, boolean isExtra, Supplier<Observation> request) {
        Instant from = clock.instant();
        isOver = false;
        try {
            return observe((PollTarget<Object>) target, request);
        } finally {
            if (isOver) {
                schedule.end(!isExtra);
            } else if (!isExtra) {
                schedule.made(from, clock.instant());
            }
        }
    }

    private Observation observe(PollTarget<Object> target, Supplier<Observation> request) {
        Forecaster<Object> forecaster = target.forecaster();
        Object current = forecaster == null ? null : forecaster.inProgress(lastState);
        Observation observation;
        if (forecaster != null && current != null && !current.equals(forecastOf)) {
            forecastOf = current;
            observation = forecast(target, forecaster, lastState);
        } else {
            observation = request.get();
        }
        remember(forecaster, observation.value());
        return observation;
    }

    private void remember(@Nullable Forecaster<Object> forecaster, @Nullable Object state) {
        if (state != null) {
            lastState = state;
            isOver = forecaster != null && forecastOf != null && !forecastOf.equals(forecaster.inProgress(state));
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
        isOver = false;
        remember((Forecaster<Object>) target.forecaster(), state);
        if (isOver) {
            schedule.end(false);
        } else {
            schedule.learned(from);
        }
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
