package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object of the API whose state is polled.
 *
 * @param key identifies the target; targets with equal keys are the same object, read with the same token
 * @param fetch requests the state
 * @param isLasting whether the state never changes after it was read, so that one request is enough
 * @param rateLimiter limits the rate of requests
 * @param forecaster knows when the wait usually ends; null for growing pauses
 * @param group what one request can read together with this target; null if there is no such request
 * @param <S> the type of the state
 */
public record PollTarget<S>(
        Object key,
        Supplier<S> fetch,
        boolean isLasting,
        RateLimiter rateLimiter,
        @Nullable Forecaster<S> forecaster,
        @Nullable PollGroup<S> group) {

    /**
     * Creates a target without a forecaster and a group.
     *
     * @param key identifies the target
     * @param fetch requests the state
     * @param isLasting whether the state never changes after it was read
     * @param rateLimiter limits the rate of requests
     */
    public PollTarget(Object key, Supplier<S> fetch, boolean isLasting, RateLimiter rateLimiter) {
        this(key, fetch, isLasting, rateLimiter, null, null);
    }

    /**
     * Returns the same target for pollers that wait for the end of what the forecaster describes.
     *
     * @param newForecaster the forecaster
     * @return the new target, which shares requests with this one
     */
    public PollTarget<S> withForecaster(Forecaster<S> newForecaster) {
        return new PollTarget<>(key, fetch, isLasting, rateLimiter, newForecaster, group);
    }

    /**
     * Returns the same target as a member of a group.
     *
     * @param newGroup the group
     * @return the new target, which shares requests with this one
     */
    public PollTarget<S> withGroup(PollGroup<S> newGroup) {
        return new PollTarget<>(key, fetch, isLasting, rateLimiter, forecaster, newGroup);
    }

    /**
     * Returns whether this target is an application or a part of it, such as an environment or a deployment.
     *
     * @param app the application
     * @return whether the key is or contains the application, or one of its environments
     */
    public boolean isOf(AppRef app) {
        return isOf(key, app);
    }

    private static boolean isOf(Object part, AppRef app) {
        return part instanceof ValueScope scope && scope.app().equals(app)
                || part instanceof List<?> parts && parts.stream().anyMatch(one -> isOf(one, app));
    }
}
