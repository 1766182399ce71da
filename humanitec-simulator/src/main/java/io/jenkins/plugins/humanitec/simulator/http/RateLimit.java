package io.jenkins.plugins.humanitec.simulator.http;

import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Refuses what comes in a second after a number of requests, and tells to come back when the second is over. */
final class RateLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private long begin = System.nanoTime();
    private int taken;

    /** @param perSecond how many requests a second are taken; 0 for any number */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

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
        Answer error = Answer.error(429, "More than " + perSecond + " requests in a second.");
        return Optional.of(new Answer(error.status(), error.body(), Map.of("Retry-After", "1")));
    }
}
