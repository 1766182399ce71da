package io.jenkins.plugins.humanitec.client.polling;

import java.util.Arrays;

/**
 * How long something will probably take: a kernel density estimate from how long it took earlier. The kernels are normal
 * distributions of the logarithm of the duration, so that a few durations, several usual durations and outliers need no
 * special treatment. All times are in seconds after the begin.
 */
final class UsualDuration {

    /** In how many cells time is divided, with equal ratios between their borders. */
    static final int CELLS = 100;

    /** How far from an earlier duration an end is expected, in bandwidths. */
    private static final double REACH = 3;

    /** The assumed spread, relative to the duration. It counts as much as one earlier duration. */
    private static final double ASSUMED_SPREAD = 0.2;

    /** How much each duration counts, compared to the next newer one. */
    private static final double AGING = 0.9;

    private final double[] times = new double[CELLS + 1];
    private final double[] ended = new double[CELLS + 1];

    /**
     * Creates an estimate.
     *
     * @param earlier how long it took earlier, newest first, at least one positive number
     */
    UsualDuration(double[] earlier) {
        double[] logarithms = Arrays.stream(earlier).map(Math::log).toArray();
        double bandwidth = bandwidth(logarithms);
        double low = Arrays.stream(logarithms).min().orElseThrow() - REACH * bandwidth;
        double high = Arrays.stream(logarithms).max().orElseThrow() + REACH * bandwidth;
        for (int i = 0; i <= CELLS; i++) {
            times[i] = Math.exp(low + (high - low) * i / CELLS);
        }
        for (int i = 0; i < CELLS; i++) {
            double middle = low + (high - low) * (i + 0.5) / CELLS;
            double weight = 1;
            ended[i + 1] = ended[i];
            for (double logarithm : logarithms) {
                double distance = (middle - logarithm) / bandwidth;
                ended[i + 1] += weight * Math.exp(-0.5 * distance * distance);
                weight *= AGING;
            }
        }
        double all = ended[CELLS];
        Arrays.setAll(ended, i -> ended[i] / all);
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

    /** Returns the border before the cell with an index, or the end of the last cell. */
    double time(int border) {
        return times[border];
    }

    /** Returns how many ends a second are to be expected in a cell, if the end was not before it. */
    double hazard(int cell) {
        double notEnded = 1 - (ended[cell] + ended[cell + 1]) / 2;
        return (ended[cell + 1] - ended[cell]) / notEnded / (times[cell + 1] - times[cell]);
    }
}
