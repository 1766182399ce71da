package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import java.util.function.Supplier;

/**
 * An object of the API whose state is polled.
 *
 * @param key identifies it; targets with equal keys are the same object, read with the same token
 * @param fetch reads its state
 * @param isLasting whether the state does not change any more once it was read, so that one request is enough
 * @param rateLimiter limits how fast requests follow each other
 * @param <S> the type of its state
 */
public record PollTarget<S>(Object key, Supplier<S> fetch, boolean isLasting, RateLimiter rateLimiter) {}
