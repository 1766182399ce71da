package io.jenkins.plugins.humanitec.client;

import java.time.Duration;

/**
 * Specifies how often, and after which pause, a request is repeated. These requests are repeated:
 *
 * <ul>
 *   <li>any request that the API answers with 429 (too many requests), since the API has not processed it;
 *   <li>any request that was certainly not processed: there was no connection, or HTTP/2 reports it (RFC 9113, 8.7);
 *   <li>after the status 502, 503 or 504, or another I/O error: requests with an idempotent method (RFC 9110, 9.2.2:
 *       GET, HEAD, OPTIONS, PUT, DELETE), or with an {@code Idempotency-Key}, which is the same in each attempt.
 * </ul>
 *
 * <p>Independently of this policy, a request is sent once more after a 401 if the token supplier returns another token.
 *
 * <p>A request is not repeated if the certificate of the server is not trusted.
 *
 * <p>The pause is the value of the {@code Retry-After} header, but at most {@code maxRetryAfter}. If the header is
 * missing or zero, the pause is a random time between half of the delay and the whole delay. The delay is
 * {@code baseDelay} after the first attempt, doubles with each attempt, and is at most {@code maxDelay}.
 *
 * @param maxAttempts the maximum number of attempts, including the first one, 1 or more
 * @param baseDelay the maximum pause after the first attempt, positive
 * @param maxDelay the maximum pause after any attempt, not shorter than {@code baseDelay}
 * @param maxRetryAfter the maximum pause for a {@code Retry-After} header, not negative
 */
public record RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay, Duration maxRetryAfter) {

    /** Four attempts, with pauses of up to 0.5, 1 and 2 seconds, or up to 30 seconds if the API requests it. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** A single attempt, for callers that repeat requests themselves. */
    public static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

    /**
     * Checks the bounds.
     *
     * @throws InvalidInputException if a value is out of its bounds
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new InvalidInputException("maxAttempts is " + maxAttempts + ", but must be 1 or more.");
        }
        if (baseDelay.isZero() || baseDelay.isNegative() || maxDelay.compareTo(baseDelay) < 0) {
            throw new InvalidInputException(
                    "baseDelay must be positive, and maxDelay must not be shorter than baseDelay.");
        }
        if (maxRetryAfter.isNegative()) {
            throw new InvalidInputException("maxRetryAfter must not be negative. Use zero or more.");
        }
    }
}
