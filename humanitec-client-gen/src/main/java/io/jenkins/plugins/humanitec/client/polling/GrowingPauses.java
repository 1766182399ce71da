package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;

/**
 * The regular schedule: pauses that grow by half, from the first pause to the longest one.
 *
 * @param first the first pause, positive
 * @param longest the longest pause, at least the first one
 */
record GrowingPauses(Duration first, Duration longest) {

    /** Returns the pause after another one. */
    Duration grown(Duration pause) {
        return PollSchedule.shorter(pause.multipliedBy(3).dividedBy(2), longest);
    }

    /**
     * Returns how many requests are made until a time after the first request, including that one.
     *
     * @param until the time
     * @param each how long each request takes
     */
    long requests(Duration until, Duration each) {
        Duration left = until;
        long requests = 0;
        Duration pause = first;
        while (!left.isNegative() && pause.compareTo(longest) < 0) {
            requests++;
            left = left.minus(pause).minus(each);
            pause = grown(pause);
        }
        return left.isNegative() ? requests : requests + 1 + left.dividedBy(longest.plus(each));
    }

    /**
     * Returns when the request with an index is made, after the first one, whose index is 0.
     *
     * @param index the index
     * @param each how long each request takes
     */
    Duration timeOf(int index, Duration each) {
        Duration time = Duration.ZERO;
        Duration pause = first;
        int i = 0;
        for (; i < index && pause.compareTo(longest) < 0; i++) {
            time = time.plus(pause).plus(each);
            pause = grown(pause);
        }
        return time.plus(longest.plus(each).multipliedBy(Math.max(0, index - i)));
    }
}
