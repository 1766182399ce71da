package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TooManyRequestsException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.WatchTimeoutException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.polling.SharedPolls;
import io.jenkins.plugins.humanitec.client.polling.Sight;
import io.jenkins.plugins.humanitec.client.polling.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

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

    private final String goal;
    private final Subject<?> subject;
    private final Function<Object, Look<T>> judgement;
    private final Clock clock;
    private final Instant deadline;
    private final Function<String, T> otherwise;
    private Duration pause = SharedPolls.FIRST_PAUSE;

    /**
     * What one look saw.
     *
     * @param result what there is, if it has come about
     * @param status how far it has come, for people
     * @param <T> what there is when it has come about
     */
    record Look<T>(Optional<T> result, String status) {

        Look {
            status = Told.or(status, "its status is not told");
        }
    }

    /**
     * How a watch stands.
     *
     * @param result what there is, if it has come about; the watch is then over
     * @param status how far it has come, for people
     * @param nextPoll how long to wait before the next {@link Watch#poll()}; zero if the watch is over
     * @param <T> what there is when it has come about
     */
    public record Progress<T>(Optional<T> result, String status, Duration nextPoll) {}

    <S> Watch(String goal, Subject<S> subject, Function<S, Look<T>> judgement, Clock clock, Instant deadline) {
        this(goal, subject, judgement, clock, deadline, null);
    }

    /**
     * @param otherwise what there is at the deadline if it has not come about, from how far it had come; null if that is an
     *     error
     */
    @SuppressWarnings("unchecked")
    <S> Watch(
            String goal,
            Subject<S> subject,
            Function<S, Look<T>> judgement,
            Clock clock,
            Instant deadline,
            Function<String, T> otherwise) {
        this.goal = goal;
        this.subject = subject;
        this.judgement = seen -> judgement.apply((S) seen);
        this.clock = clock;
        this.deadline = deadline;
        this.otherwise = otherwise;
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

    /** @return what is looked at; watches of equal subjects can share a look */
    public Subject<?> subject() {
        return subject;
    }

    /** @return when it is given up */
    public Instant deadline() {
        return deadline;
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
        Sight sight = Sight.of(subject);
        Progress<T> progress = judge(sight);
        if (progress.result().isPresent()) {
            return progress;
        }
        if (sight.problem() instanceof TooManyRequestsException e) {
            next = longer(next, shorter(e.retryAfter().orElse(next), SharedPolls.LONGEST_PAUSE.multipliedBy(4)));
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isZero() || left.isNegative()) {
            return new Progress<>(Optional.of(atDeadline(progress.status())), progress.status(), Duration.ZERO);
        }
        pause = shorter(pause.multipliedBy(3).dividedBy(2), SharedPolls.LONGEST_PAUSE);
        return new Progress<>(Optional.empty(), progress.status(), shorter(next, left));
    }

    /**
     * Says what a look that somebody else made means for this watch. Does not look at the deadline.
     *
     * @param sight what was seen of the watch's subject
     * @return how the watch stands; when to look again is for the caller to decide
     * @throws HumanitecException if the API answered with an error that waiting does not mend
     */
    public Progress<T> judge(Sight sight) {
        HumanitecException problem = sight.problem();
        if (isPassing(problem)) {
            return new Progress<>(Optional.empty(), problem.getMessage(), Duration.ZERO);
        }
        if (problem != null) {
            throw problem;
        }
        Look<T> seen = judgement.apply(sight.value());
        return new Progress<>(seen.result(), seen.status(), Duration.ZERO);
    }

    /** Whether a problem is one that waiting may mend. */
    static boolean isPassing(HumanitecException problem) {
        return problem instanceof TransportException
                || problem instanceof ServerErrorException
                || problem instanceof TooManyRequestsException;
    }

    /**
     * Ends the watch at its deadline, before it has come about.
     *
     * @param lastStatus how far it had come when it was last seen
     * @return what there is all the same
     * @throws WatchTimeoutException if there is nothing then, as with most watches
     */
    public T atDeadline(String lastStatus) {
        if (otherwise == null) {
            throw new WatchTimeoutException(goal, lastStatus);
        }
        return otherwise.apply(lastStatus);
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
