package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TooManyRequestsException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.WatchTimeoutException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches for something to come about, by asking again and again with growing pauses. A watch never waits by itself: each
 * {@link #poll()} makes one look and tells when to make the next, so that any timer can drive it and no thread is held in
 * between. Callers without a timer use {@link #await()}.
 *
 * <p>All that a watch needs to go on in another process is what it was made of and its deadline. Not for use by several
 * threads at once.
 *
 * @param <T> what there is when it has come about
 */
public final class Watch<T> {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String goal;
    private final Supplier<Look<T>> look;
    private final Clock clock;
    private final Instant deadline;
    private Duration pause = FIRST_PAUSE;

    /**
     * What one look saw.
     *
     * @param result what there is, if it has come about
     * @param status how far it has come, for people
     * @param <T> what there is when it has come about
     */
    record Look<T>(Optional<T> result, String status) {}

    /**
     * How a watch stands.
     *
     * @param result what there is, if it has come about; the watch is then over
     * @param status how far it has come, for people
     * @param nextPoll how long to wait before the next {@link Watch#poll()}; zero if the watch is over
     * @param <T> what there is when it has come about
     */
    public record Progress<T>(Optional<T> result, String status, Duration nextPoll) {}

    Watch(String goal, Supplier<Look<T>> look, Clock clock, Instant deadline) {
        this.goal = goal;
        this.look = look;
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * @param timeout how long something may take
     * @return the timeout
     * @throws InvalidInputException if it is not positive
     */
    public static Duration requireTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new InvalidInputException("The timeout must be longer than nothing.");
        }
        return timeout;
    }

    /** @return what is watched for */
    public String goal() {
        return goal;
    }

    /**
     * Looks once. An API that cannot be reached or has trouble of its own does not end a watch; the deadline does.
     *
     * @return how the watch stands
     * @throws WatchTimeoutException if the deadline has passed
     * @throws HumanitecException if the API answered with an error that waiting does not mend
     */
    public Progress<T> poll() {
        Duration next = pause;
        Look<T> seen;
        try {
            seen = look.get();
        } catch (TransportException | ServerErrorException e) {
            seen = new Look<>(Optional.empty(), e.getMessage());
        } catch (TooManyRequestsException e) {
            seen = new Look<>(Optional.empty(), e.getMessage());
            next = longer(next, shorter(e.retryAfter().orElse(next), LONGEST_PAUSE.multipliedBy(4)));
        }
        if (seen.result().isPresent()) {
            return new Progress<>(seen.result(), seen.status(), Duration.ZERO);
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isZero() || left.isNegative()) {
            throw new WatchTimeoutException(goal, seen.status());
        }
        pause = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
        return new Progress<>(Optional.empty(), seen.status(), shorter(next, left));
    }

    /**
     * Waits on the calling thread until it has come about.
     *
     * @return what there is then
     * @throws InterruptedException if the thread is interrupted
     * @throws HumanitecException as {@link #poll()} does
     */
    public T await() throws InterruptedException {
        return await(Sleeper.THREAD);
    }

    /**
     * Waits until it has come about.
     *
     * @param sleeper what waits between two looks
     * @return what there is then
     * @throws InterruptedException if the sleeper is interrupted
     * @throws HumanitecException as {@link #poll()} does
     */
    public T await(Sleeper sleeper) throws InterruptedException {
        while (true) {
            Progress<T> progress = poll();
            if (progress.result().isPresent()) {
                return progress.result().get();
            }
            sleeper.sleep(progress.nextPoll());
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
