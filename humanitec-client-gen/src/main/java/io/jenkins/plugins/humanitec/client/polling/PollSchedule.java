package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of the requests for one target. The regular schedule has growing pauses. With a forecast, requests are rare at first
 * and dense around the expected end; when it is overdue, the pauses grow again.
 *
 * <p>With a forecast, many waits together usually need fewer requests than with the regular schedule; {@link ExpectedEnd} has the
 * conditions. A single wait needs at most {@link #MOST_MORE} requests more.
 */
final class PollSchedule {

    /** The longest pause with a forecast, as a multiple of the longest regular pause: the end can also be unusual. */
    private static final int RARE = 4;

    /** How many more requests than with the regular schedule a wait can need. */
    private static final int MOST_MORE = 50;

    private final GrowingPauses growing;
    private Duration regular;
    private int made;
    private @Nullable Instant begin;
    private Instant last = Instant.EPOCH;
    private Duration inRequests = Duration.ZERO;
    private @Nullable ExpectedEnd end;
    private boolean hasBudget;

    PollSchedule(Duration first, Duration longest) {
        this.growing = new GrowingPauses(first, longest);
        this.regular = first;
    }

    /** Sets that the end is unknown. */
    void expectNothing() {
        end = null;
    }

    /** Sets when the end is expected. */
    void expect(Forecast<?> forecast, Instant now) {
        if (forecast.earlier().isEmpty()) {
            end = null;
            return;
        }
        Duration sinceFirst = begin == null ? Duration.ZERO : Duration.between(begin, now);
        Duration elapsed = Duration.between(forecast.begin(), now);
        RequestPlan.Limits limits = new RequestPlan.Limits(
                ExpectedEnd.seconds(growing.first()) / 2,
                ExpectedEnd.seconds(growing.longest()) * RARE,
                overdue -> growing.requests(duration(overdue)));
        end = new ExpectedEnd(
                forecast,
                now,
                limits,
                time -> 1
                        + growing.requests(sinceFirst.plus(duration(time)).minus(elapsed))
                        - growing.requests(sinceFirst));
        hasBudget = true;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /** Counts a request. */
    void made(Instant from, Instant to) {
        if (begin == null) {
            begin = from;
        }
        last = from;
        // Time in a request delays the regular schedule, too.
        inRequests = inRequests.plus(Duration.between(from, to));
        made++;
        if (made > 1) {
            regular = isAhead(to) ? growing.first() : growing.grown(regular);
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
            Instant next = expected.next(last);
            wish = shorter(
                    longer(Duration.between(now, next), growing.first().dividedBy(2)),
                    growing.longest().multipliedBy(RARE));
        }
        Duration permitted = growing.timeOf(isForecast ? made - MOST_MORE : made);
        Duration untilPermitted = Duration.between(now, since.plus(inRequests).plus(permitted));
        // A caller that polls on its own, and more often, must not wait for long because of this.
        return longer(wish, shorter(untilPermitted, growing.longest()));
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
