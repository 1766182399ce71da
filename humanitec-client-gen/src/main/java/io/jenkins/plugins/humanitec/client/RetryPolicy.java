package io.jenkins.plugins.humanitec.client;

import java.time.Duration;

/**
 * How often and after what pause a request is made again. Answered with 429 (too many requests), any request is, since the
 * API did not carry it out. So is any request that the API certainly did not process: no connection was made, or HTTP/2 says so
 * (RFC 9113, 8.7). Answered with 502, 503 or 504, or cut off by another I/O error, only one whose method is idempotent
 * (RFC 9110, 9.2.2: GET, HEAD, OPTIONS, PUT, DELETE), or that has an {@code Idempotency-Key}, which every attempt carries.
 *
 * <p>The pause is what a {@code Retry-After} header asks for, but at most {@code maxRetryAfter}; without one, or if it asks for none, it is drawn
 * evenly from between half and all of {@code baseDelay}, doubled with each attempt, at most {@code maxDelay}.
 *
 * @param maxAttempts how often a request is made altogether, at least 1
 * @param baseDelay the longest pause after the first attempt, positive
 * @param maxDelay the longest pause after any attempt, not shorter than {@code baseDelay}
 * @param maxRetryAfter the longest pause that {@code Retry-After} is granted, not negative
 */
public record RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay, Duration maxRetryAfter) {

    /** Four attempts; pauses of up to 0.5, 1 and 2 seconds, or up to 30 seconds where the API asks for it. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** One attempt: failures are for the caller, who may have reasons to try again by other rules. */
    public static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

    /** @throws InvalidInputException if a bound is not kept */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new InvalidInputException("maxAttempts is " + maxAttempts + ", but must be 1 or more.");
        }
        if (baseDelay.isZero() || baseDelay.isNegative() || maxDelay.compareTo(baseDelay) < 0) {
            throw new InvalidInputException("baseDelay must be positive and maxDelay not shorter than it.");
        }
        if (maxRetryAfter.isNegative()) {
            throw new InvalidInputException("maxRetryAfter must not be negative.");
        }
    }
}
