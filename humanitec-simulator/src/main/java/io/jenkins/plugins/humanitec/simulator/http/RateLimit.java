package io.jenkins.plugins.humanitec.simulator.http;

import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Accepts a number of requests per second. Refuses others with the status 429 and {@code Retry-After: 1}. */
final class RateLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private long begin = System.nanoTime();
    private int taken;

    /**
     * Creates a rate limit.
     *
     * @param perSecond the number of requests per second; 0 for no limit
     */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Counts a request, and returns the error answer if it exceeds the limit. */
    synchronized Optional<Answer> check() {
        if (perSecond == 0) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        if (now - begin >= SECOND) {
            begin = now;
            taken = 0;
        }
        if (taken < perSecond) {
            taken++;
            return Optional.empty();
        }
        Answer error = Answer.error(429, "More than " + perSecond + " requests per second.");
        return Optional.of(new Answer(error.status(), error.body(), Map.of("Retry-After", "1")));
    }
}
