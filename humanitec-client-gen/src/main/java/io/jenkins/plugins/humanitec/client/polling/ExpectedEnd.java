package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * When requests are made for something that is in progress, from how long it took earlier. A wait that takes longer than usual
 * can need more requests than the regular schedule, and others need fewer. There are as many requests as these two conditions
 * permit:
 *
 * <ul>
 *   <li>On average over the possible ends, this wait needs no more requests than the regular schedule.
 *   <li>The waits for the last ends, each planned with what was known before it, would have needed fewer requests together. This
 *       also holds if durations become longer and longer, so that the estimates are always too short.
 * </ul>
 */
final class ExpectedEnd {

    /** The part of the regular requests that the waits for the last ends would have needed. */
    private static final double REPLAYED_BUDGET = 0.95;

    /** How many of the last ends count. */
    private static final int REPLAYED = 15;

    private static final double LEAST_DENSITY = 1e-3;
    private static final double HIGHEST_DENSITY = 1e3;
    private static final int HALVINGS = 20;

    /** A possible end of the wait: when, after what estimate, and how much it counts. */
    private record Case(UsualDuration usual, double end, double weight) {}

    private final Instant begin;
    private final RequestPlan plan;

    /**
     * Creates a plan.
     *
     * @param forecast when it began, and how long it took earlier, with at least one duration
     * @param now the current time
     * @param limits the pauses
     * @param regular returns how many requests the regular schedule makes between now and a time, in seconds after the begin
     */
    ExpectedEnd(Forecast<?> forecast, Instant now, RequestPlan.Limits limits, DoubleUnaryOperator regular) {
        begin = forecast.begin();
        double from = seconds(Duration.between(begin, now));
        double[] earlier =
                forecast.earlier().stream().mapToDouble(ExpectedEnd::seconds).toArray();
        UsualDuration usual = new UsualDuration(earlier);
        List<Case> possible = possible(usual, from);
        List<Case> replayed = replayed(earlier, from);
        double budgetOfPossible = regular(possible, regular);
        double budgetOfReplayed = REPLAYED_BUDGET * regular(replayed, regular);
        double low = LEAST_DENSITY;
        double high = HIGHEST_DENSITY;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (requests(possible, from, middle, limits) <= budgetOfPossible
                    && requests(replayed, from, middle, limits) <= budgetOfReplayed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        plan = new RequestPlan(usual, low, limits);
    }

    /** Returns the possible ends of this wait, with their probabilities. */
    private static List<Case> possible(UsualDuration usual, double from) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < UsualDuration.CELLS; i++) {
            double middle = (usual.time(i) + usual.time(i + 1)) / 2;
            if (middle > from) {
                cases.add(new Case(usual, middle, usual.probability(i)));
            }
        }
        return cases;
    }

    /** Returns the last ends, each with what was to be expected before it. */
    private static List<Case> replayed(double[] earlier, double from) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < Math.min(REPLAYED, earlier.length - 1); i++) {
            if (earlier[i] > from) {
                double[] before = Arrays.copyOfRange(earlier, i + 1, earlier.length);
                cases.add(new Case(new UsualDuration(before), earlier[i], 1));
            }
        }
        return cases;
    }

    private static double regular(List<Case> cases, DoubleUnaryOperator regular) {
        return cases.stream()
                .mapToDouble(one -> one.weight * regular.applyAsDouble(one.end))
                .sum();
    }

    private static double requests(List<Case> cases, double from, double density, RequestPlan.Limits limits) {
        double requests = 0;
        UsualDuration usual = null;
        RequestPlan plan = null;
        for (Case one : cases) {
            if (plan == null || one.usual != usual) {
                usual = one.usual;
                plan = new RequestPlan(usual, density, limits);
            }
            requests += one.weight * plan.requests(from, one.end);
        }
        return requests;
    }

    /** Returns whether the end is still expected, and not overdue. */
    boolean isAhead(Instant now) {
        return plan.isAhead(seconds(Duration.between(begin, now)));
    }

    /** Returns when the request is to be made that follows one from before the end of the plan. */
    Instant next(Instant last) {
        return begin.plusNanos((long) (plan.next(seconds(Duration.between(begin, last))) * 1e9));
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
