package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import java.util.function.Supplier;

/**
 * An object of the API whose state is polled.
 *
 * @param key identifies the target; targets with equal keys are the same object, read with the same token
 * @param fetch requests the state
 * @param isLasting whether the state never changes after it was read, so that one request is enough
 * @param rateLimiter limits the rate of requests
 * @param <S> the type of the state
 */
public record PollTarget<S>(Object key, Supplier<S> fetch, boolean isLasting, RateLimiter rateLimiter) {}
