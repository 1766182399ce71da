package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * When something that is in progress will probably end: a kernel density estimate from how long it took earlier. The
 * kernels are normal distributions of the logarithm of the duration, so that a few durations, several usual durations
 * and outliers need no special treatment.
 *
 * <p>Requests are distributed in proportion to the square root of the density. For a given number of requests, this
 * makes the mean delay between the end and the next request as small as possible.
 */
final class ExpectedEnd {

    private static final int CELLS = 200;

    /** How far from an earlier duration an end is expected, in bandwidths. */
    private static final double REACH = 2;

    /** The assumed spread, relative to the duration. It counts as much as one earlier duration. */
    private static final double ASSUMED_SPREAD = 0.1;

    /** The part of all weight that is not worth a request. */
    private static final double NEGLIGIBLE = 1e-6;

    private final Instant begin;

    /** The borders of the cells, in seconds after the begin, with equal ratios. */
    private final double[] times = new double[CELLS + 1];

    /** The weight of all cells before a border. */
    private final double[] weights = new double[CELLS + 1];

    /**
     * Creates an estimate.
     *
     * @param begin when it began
     * @param earlier how long it took earlier, at least one positive duration
     */
    ExpectedEnd(Instant begin, List<Duration> earlier) {
        this.begin = begin;
        double[] logarithms = earlier.stream()
                .mapToDouble(duration -> Math.log(seconds(duration)))
                .sorted()
                .toArray();
        double bandwidth = bandwidth(logarithms);
        double low = logarithms[0] - REACH * bandwidth;
        double high = logarithms[logarithms.length - 1] + REACH * bandwidth;
        for (int i = 0; i <= CELLS; i++) {
            times[i] = Math.exp(low + (high - low) * i / CELLS);
        }
        for (int i = 1; i <= CELLS; i++) {
            double middle = low + (high - low) * (i - 0.5) / CELLS;
            double density = Arrays.stream(logarithms)
                            .map(x -> Math.exp(-0.5 * Math.pow((middle - x) / bandwidth, 2)))
                            .sum()
                    / Math.exp(middle);
            weights[i] = weights[i - 1] + Math.sqrt(density) * (times[i] - times[i - 1]);
        }
    }

    /**
     * Returns the bandwidth of the kernels: the median distance to the k-th nearest neighbour. Other than a standard
     * deviation, it does not grow with outliers and with the distance between several usual durations.
     */
    private static double bandwidth(double[] logarithms) {
        int count = logarithms.length;
        int k = Math.min(count - 1, (int) Math.ceil(Math.sqrt(count)));
        double[] distances = Arrays.stream(logarithms)
                .map(x -> Arrays.stream(logarithms)
                        .map(y -> Math.abs(x - y))
                        .sorted()
                        .toArray()[k])
                .sorted()
                .toArray();
        double distance = distances[count / 2];
        return Math.sqrt((ASSUMED_SPREAD * ASSUMED_SPREAD + count * distance * distance) / (count + 1));
    }

    /** Returns whether the end is still expected, and not overdue. */
    boolean isAhead(Instant now) {
        return elapsed(now) < times[CELLS];
    }

    /**
     * Returns the pause until the next request.
     *
     * @param now the current time, before the end of the estimate
     * @param permitted returns how many more requests are permitted until a time; not decreasing
     * @return the pause, which can be zero
     */
    Duration pause(Instant now, ToDoubleFunction<Instant> permitted) {
        double elapsed = elapsed(now);
        double past = interpolate(times, weights, elapsed);
        double requestsPerWeight = Double.MAX_VALUE;
        for (int i = 0; i <= CELLS; i++) {
            double ahead = weights[i] - past;
            if (ahead > weights[CELLS] * NEGLIGIBLE) {
                Instant border = begin.plus(duration(times[i]));
                requestsPerWeight = Math.min(requestsPerWeight, permitted.applyAsDouble(border) / ahead);
            }
        }
        double next = interpolate(weights, times, past + 1 / requestsPerWeight);
        return duration(Math.max(0, next - elapsed));
    }

    private double elapsed(Instant now) {
        return seconds(Duration.between(begin, now));
    }

    /** Returns the value at a position on a line through points; the first or last value outside. */
    private static double interpolate(double[] positions, double[] values, double position) {
        int i = 0;
        while (i < CELLS && positions[i] < position) {
            i++;
        }
        if (i == 0 || positions[i] <= position) {
            return values[i];
        }
        double part = (position - positions[i - 1]) / (positions[i] - positions[i - 1]);
        return values[i - 1] + part * (values[i] - values[i - 1]);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
