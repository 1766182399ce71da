package io.jenkins.plugins.humanitec.client.polling;

import java.util.function.DoubleUnaryOperator;

/**
 * Distributes requests over the time in which an end is expected, in proportion to the square root of its hazard: the
 * probability of an end within the next second, if it was not before. Among all plans that make the same number of requests on
 * average, this one has the smallest mean delay between the end and the next request.
 *
 * <p>All times are in seconds after the begin.
 */
final class RequestPlan {

    private static final int CELLS = UsualDuration.CELLS;

    /**
     * The pauses that limit a plan.
     *
     * @param shortest the shortest pause in seconds
     * @param longest the longest pause in seconds
     * @param overdue how many requests are made until a time after the last expected end
     */
    record Limits(double shortest, double longest, DoubleUnaryOperator overdue) {}

    private final UsualDuration usual;
    private final Limits limits;

    /** The number of requests before each border of the estimate's cells, after the first border. */
    private final double[] requests = new double[CELLS + 1];

    /**
     * Creates a plan.
     *
     * @param usual when the end is expected
     * @param density how many requests a second are made at a hazard of 1
     * @param limits the pauses
     */
    RequestPlan(UsualDuration usual, double density, Limits limits) {
        this.usual = usual;
        this.limits = limits;
        for (int i = 0; i < CELLS; i++) {
            double pause = 1 / (density * Math.sqrt(usual.hazard(i)));
            double limited = Math.min(Math.max(pause, limits.shortest), limits.longest);
            requests[i + 1] = requests[i] + (usual.time(i + 1) - usual.time(i)) / limited;
        }
    }

    /** Returns whether an end is still expected, and not overdue. */
    boolean isAhead(double now) {
        return now < usual.time(CELLS);
    }

    /** Returns the number of requests between two times, including the one that notices an end at the second time. */
    double requests(double from, double end) {
        // The end is in the middle of a pause, on average.
        return requestsUntil(end) - requestsUntil(from) + 0.5;
    }

    /** Returns the number of requests between the first border and a time; negative before that border. */
    private double requestsUntil(double time) {
        if (time <= usual.time(0)) {
            return (time - usual.time(0)) / limits.longest;
        }
        if (!isAhead(time)) {
            return requests[CELLS] + limits.overdue.applyAsDouble(time - usual.time(CELLS));
        }
        int i = 1;
        while (usual.time(i) < time) {
            i++;
        }
        double part = (time - usual.time(i - 1)) / (usual.time(i) - usual.time(i - 1));
        return requests[i - 1] + part * (requests[i] - requests[i - 1]);
    }

    /** Returns the time of the request after one that was made before the end of the plan. */
    double next(double last) {
        double number = requestsUntil(last) + 1;
        if (number <= 0) {
            return last + limits.longest;
        }
        if (number >= requests[CELLS]) {
            return Math.max(usual.time(CELLS), last + limits.shortest);
        }
        int i = 1;
        while (requests[i] < number) {
            i++;
        }
        double part = (number - requests[i - 1]) / (requests[i] - requests[i - 1]);
        return usual.time(i - 1) + part * (usual.time(i) - usual.time(i - 1));
    }
}
