package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.time.Instant;

/**
 * Distributes the requests of a wait over the time in which its end is expected. The number of requests a second is proportional
 * to a power of the hazard, which is the probability of an end within the next second, if it was not before. With a power of one
 * half, the mean delay between an end and the next request is as small as possible for an average number of requests. A smaller
 * one makes long delays rarer.
 */
final class RequestPlan {

    private static final double POWER = 0.4;
    private static final int CELLS = UsualDuration.CELLS;

    private final Instant begin;
    private final UsualDuration usual;
    private final double shortest;
    private final double longest;

    /** The number of requests before each border of the estimate's cells, after the first border. */
    private final double[] requests = new double[CELLS + 1];

    /**
     * Creates a plan.
     *
     * @param forecast when it began, and how long it took earlier, with at least one duration
     * @param density how many requests a second are made at a hazard of 1
     * @param shortest the shortest pause
     * @param longest the longest pause
     */
    RequestPlan(Forecast<?> forecast, double density, Duration shortest, Duration longest) {
        begin = forecast.begin();
        usual = new UsualDuration(
                forecast.earlier().stream().mapToDouble(RequestPlan::seconds).toArray());
        this.shortest = seconds(shortest);
        this.longest = seconds(longest);
        for (int i = 0; i < CELLS; i++) {
            double pause = 1 / (density * Math.pow(usual.hazard(i), POWER));
            double limited = Math.min(Math.max(pause, this.shortest), this.longest);
            requests[i + 1] = requests[i] + (usual.time(i + 1) - usual.time(i)) / limited;
        }
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** Returns whether the end is still expected, and not overdue. */
    boolean isAhead(Instant now) {
        return sinceBegin(now) < usual.time(CELLS);
    }

    /** Returns the time of the request after one that was made before the end of the plan. */
    Instant next(Instant last) {
        return begin.plusNanos((long) (next(sinceBegin(last)) * 1e9));
    }

    private double sinceBegin(Instant time) {
        return seconds(Duration.between(begin, time));
    }

    private double next(double last) {
        double number = requestsUntil(last) + 1;
        if (number <= 0) {
            return last + longest;
        }
        if (number >= requests[CELLS]) {
            return Math.max(usual.time(CELLS), last + shortest);
        }
        int i = 1;
        while (requests[i] < number) {
            i++;
        }
        double part = (number - requests[i - 1]) / (requests[i] - requests[i - 1]);
        return usual.time(i - 1) + part * (usual.time(i) - usual.time(i - 1));
    }

    /** Returns the number of requests between the first border and a time; negative before that border. */
    private double requestsUntil(double time) {
        if (time <= usual.time(0)) {
            return (time - usual.time(0)) / longest;
        }
        int i = 1;
        while (i < CELLS && usual.time(i) < time) {
            i++;
        }
        double part = (time - usual.time(i - 1)) / (usual.time(i) - usual.time(i - 1));
        return requests[i - 1] + part * (requests[i] - requests[i - 1]);
    }
}
