package io.jenkins.plugins.humanitec.simulator.http;

import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
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

    /** Counts a request, and throws a problem if it exceeds the limit. */
    synchronized void check() {
        long now = System.nanoTime();
        if (now - begin >= SECOND) {
            begin = now;
            taken = 0;
        }
        taken++;
        if (perSecond > 0 && taken > perSecond) {
            throw new Problem(Answer.error(429, "More than " + perSecond + " requests per second.")
                    .with("Retry-After", "1"));
        }
    }
}
