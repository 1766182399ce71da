package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.http.RequestBudget;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of the requests for one target. The regular schedule has growing pauses. With a forecast, requests are rare at first
 * and dense around the expected end; when it is overdue, the pauses grow again.
 *
 * <p>A wait with a forecast makes at most as many requests as the regular schedule would have made until the same time, and those
 * that it takes from the budget. At its end, it adds to the budget what it has not used. So all waits with the same budget never
 * need more requests together than if each had the regular schedule for itself.
 */
final class PollSchedule {

    /** The longest pause with a forecast, as a multiple of the longest regular pause: the end can also be unusual. */
    static final int RARE = 4;

    /** How many requests a wait can take from the budget, so that one that hangs leaves some to others. */
    private static final int MOST_TAKEN = 50;

    /** How many requests a second are made at a hazard of 1 if the budget is large enough. */
    private static final double DENSITY = 1.5;

    /** With fewer requests in the budget, the density is smaller, down to its half. */
    private static final double COMFORTABLE = 60;

    private final GrowingPauses growing;
    private Duration regular;
    private int made;
    private @Nullable Instant begin;
    private Instant last = Instant.EPOCH;
    private Duration inRequests = Duration.ZERO;
    private @Nullable RequestPlan plan;

    /** The budget of the wait; null if the wait had no forecast yet. */
    private @Nullable RequestBudget budget;

    private int taken;

    /** How many requests the regular schedule needs at least, since the wait was not over at the last request. */
    private long needed = 1;

    PollSchedule(Duration first, Duration longest) {
        this.growing = new GrowingPauses(first, longest);
        this.regular = first;
    }

    /** Sets that the end is unknown. */
    void expectNothing() {
        plan = null;
    }

    /** Sets when the end is expected. */
    void expect(Forecast<?> forecast, RequestBudget newBudget) {
        if (forecast.earlier().isEmpty()) {
            plan = null;
            return;
        }
        double comfort = Math.min(1.0, Math.max(0.0, newBudget.saved() / COMFORTABLE));
        plan = new RequestPlan(
                forecast,
                DENSITY * (1 + comfort) / 2,
                growing.first().dividedBy(2),
                growing.longest().multipliedBy(RARE));
        budget = newBudget;
    }

    /** Counts a request after which the wait goes on. */
    void made(Instant from, Instant to) {
        if (begin == null) {
            begin = from;
        }
        inRequests = inRequests.plus(Duration.between(from, to));
        made++;
        learned(from);
        if (made > 1) {
            regular = plan != null && plan.isAhead(to) ? growing.first() : growing.grown(regular);
        }
    }

    /** Sets that the wait was not over at a time, after a request that may have been made for another target. */
    void learned(Instant time) {
        last = time;
        if (begin != null) {
            needed = growing.requests(sinceBegin(begin, time), each()) + 1;
        }
    }

    private static Duration sinceBegin(Instant begin, Instant time) {
        // The clock can have been set back.
        return longer(Duration.ZERO, Duration.between(begin, time));
    }

    /** Returns how long a request takes, which delays the regular schedule too. */
    private Duration each() {
        return made == 0 ? Duration.ZERO : longer(Duration.ZERO, inRequests.dividedBy(made));
    }

    /**
     * Ends the wait. The requests that it has not used are for others.
     *
     * @param isNoticed whether a request of another target, or one that an event has asked for, has noticed the end. The
     *     regular schedule would have needed one more request then
     */
    void end(boolean isNoticed) {
        if (budget != null) {
            budget.add((int) needed + taken - made - (isNoticed ? 0 : 1));
        }
        plan = null;
        budget = null;
        begin = null;
        regular = growing.first();
        made = 0;
        taken = 0;
        needed = 1;
        inRequests = Duration.ZERO;
    }

    /**
     * Returns the pause until the next request.
     *
     * @param now the current time
     * @param isForecast whether to use the forecast; otherwise, the pause is a regular one
     * @return the pause
     */
    Duration pause(Instant now, boolean isForecast) {
        if (begin == null || budget == null) {
            return regular;
        }
        Duration wish = regular;
        if (isForecast && plan != null && plan.isAhead(now)) {
            wish = shorter(
                    longer(
                            Duration.between(now, plan.next(last)),
                            growing.first().dividedBy(2)),
                    growing.longest().multipliedBy(RARE));
        }
        Duration elapsed = sinceBegin(begin, now);
        if (made < taken + growing.requests(elapsed.plus(wish), each())) {
            return wish;
        }
        if (isForecast && taken < MOST_TAKEN && budget.take()) {
            taken++;
            return wish;
        }
        Duration untilPermitted = growing.timeOf(made - taken, each()).minus(elapsed);
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
