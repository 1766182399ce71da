package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long something that is in progress at a {@link PollTarget} usually takes. Pollers then make most of their
 * requests around its expected end. The methods are called by one thread at a time.
 *
 * @param <S> the type of the target's state
 */
public interface Forecaster<S> {

    /**
     * Returns what is in progress. Makes no request and throws no exception.
     *
     * @param state a state of the target; null before the first request
     * @return identifies what is in progress, such as an ID; null if nothing is in progress
     */
    @Nullable
    Object inProgress(@Nullable S state);

    /**
     * Reads the forecast with one request, which also reads the state if possible. Called once for each object that is
     * in progress, also if the request fails.
     *
     * @param last the last state, in which something is in progress; null before the first request
     * @return the forecast
     * @throws HumanitecException if the request fails; pollers then continue without a forecast
     */
    Forecast<S> read(@Nullable S last);
}
