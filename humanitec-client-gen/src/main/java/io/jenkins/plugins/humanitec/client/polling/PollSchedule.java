package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of the requests for one target. The regular schedule has pauses that grow by half, from the first pause to
 * the longest one. With a forecast, requests are rare at first and dense around the expected end; when it is overdue,
 * the pauses grow again.
 *
 * <p>The budget is the number of requests that the regular schedule would have made since the first request. With a
 * forecast, the schedule saves requests and spends them later, but never makes more of them at any time. So it needs at
 * most as many requests as the regular schedule, whenever the end is.
 */
final class PollSchedule {

    /** The longest pause with a forecast, as a multiple of the longest regular pause: the end can also be unusual. */
    private static final int RARE = 4;

    private final Duration first;
    private final Duration longest;
    private Duration regular;
    private int made;
    private @Nullable Instant begin;
    private Duration inRequests = Duration.ZERO;
    private @Nullable ExpectedEnd end;
    private boolean hasBudget;

    PollSchedule(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.regular = first;
    }

    /** Sets when the end is expected. Null if this is unknown. */
    void expect(@Nullable ExpectedEnd expected) {
        end = expected;
        hasBudget |= expected != null;
    }

    /** Counts a request. */
    void made(Instant from, Instant to) {
        if (begin == null) {
            begin = from;
        }
        // Time in a request delays the regular schedule, too.
        inRequests = inRequests.plus(Duration.between(from, to));
        made++;
        if (made > 1) {
            regular = isAhead(to) ? first : grown(regular);
        }
    }

    private boolean isAhead(Instant now) {
        return end != null && end.isAhead(now);
    }

    /**
     * Returns the pause until the next request.
     *
     * @param now the current time
     * @param isForecast whether to use the forecast; otherwise, the pause is a regular one
     * @return the pause
     */
    Duration pause(Instant now, boolean isForecast) {
        Instant since = begin;
        ExpectedEnd expected = end;
        if (since == null || !hasBudget) {
            return regular;
        }
        Duration wish = regular;
        if (isForecast && expected != null && expected.isAhead(now)) {
            // With a part of a request, the weights also apply while no request is permitted.
            wish = expected.pause(now, time -> Math.max(0.5, budget(since, time) - made));
            wish = shorter(longer(wish, first.dividedBy(2)), longest.multipliedBy(RARE));
        }
        Duration untilPermitted = Duration.between(now, since.plus(inRequests).plus(regularTime(made)));
        // A caller that polls on its own, and more often, must not wait for long because of this.
        return longer(wish, shorter(untilPermitted, longest));
    }

    /** Returns how many requests the regular schedule makes until a time. */
    private long budget(Instant since, Instant time) {
        Duration left = Duration.between(since.plus(inRequests), time);
        long requests = 0;
        Duration pause = first;
        while (!left.isNegative() && pause.compareTo(longest) < 0) {
            requests++;
            left = left.minus(pause);
            pause = grown(pause);
        }
        return left.isNegative() ? requests : requests + 1 + left.dividedBy(longest);
    }

    /** Returns when the regular schedule makes the request with an index, after the first one, whose index is 0. */
    private Duration regularTime(int index) {
        Duration time = Duration.ZERO;
        Duration pause = first;
        int i = 0;
        for (; i < index && pause.compareTo(longest) < 0; i++) {
            time = time.plus(pause);
            pause = grown(pause);
        }
        return time.plus(longest.multipliedBy(index - i));
    }

    private Duration grown(Duration pause) {
        return shorter(pause.multipliedBy(3).dividedBy(2), longest);
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
