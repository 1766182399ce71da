package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TooManyRequestsException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Polls until something has happened, with growing pauses. A poller does not wait: each {@link #poll()} makes one request and
 * returns when to make the next, so that any timer can drive it and no thread is used in between. Callers without a timer use
 * {@link #await()}.
 *
 * <p>To continue in another process, create the poller again with the same deadline. Not safe for use by several threads at
 * once.
 *
 * @param <T> the result
 */
public final class Poller<T> {

    private final String goal;
    private final PollTarget<?> target;
    private final Function<Object, State<T>> assessment;
    private final Clock clock;
    private final Instant deadline;
    private final Function<String, T> atTimeout;
    private Duration pause = SharedPoller.FIRST_PAUSE;

    /**
     * What one response means.
     *
     * @param result the result, if it has happened
     * @param status how far it is, for people; replaced if it is missing
     * @param <T> the result
     */
    public record State<T>(Optional<T> result, String status) {

        /** Replaces a missing status. */
        public State {
            status = status == null || status.isBlank() ? "its status is unknown" : status;
        }
    }

    /**
     * The state of a poller.
     *
     * @param result the result, if it has happened; the poller has then ended
     * @param status how far it is, for people
     * @param nextPoll how long to wait before the next {@link Poller#poll()}; zero if the poller has ended
     * @param <T> the result
     */
    public record Progress<T>(Optional<T> result, String status, Duration nextPoll) {}

    /**
     * @param goal what is waited for, for people
     * @param target what to poll
     * @param assessment says what the state of the target means
     * @param clock the clock for the deadline
     * @param deadline when to give up
     * @param <S> the type of the target's state
     */
    public <S> Poller(
            String goal, PollTarget<S> target, Function<S, State<T>> assessment, Clock clock, Instant deadline) {
        this(goal, target, assessment, clock, deadline, null);
    }

    /**
     * @param goal what is waited for, for people
     * @param target what to poll
     * @param assessment says what the state of the target means
     * @param clock the clock for the deadline
     * @param deadline when to give up
     * @param atTimeout returns a result at the deadline from the last status; null if the deadline is an error
     * @param <S> the type of the target's state
     */
    @SuppressWarnings("unchecked")
    public <S> Poller(
            String goal,
            PollTarget<S> target,
            Function<S, State<T>> assessment,
            Clock clock,
            Instant deadline,
            Function<String, T> atTimeout) {
        this.goal = goal;
        this.target = target;
        this.assessment = seen -> assessment.apply((S) seen);
        this.clock = clock;
        this.deadline = deadline;
        this.atTimeout = atTimeout;
    }

    /**
     * Checks a timeout.
     *
     * @param timeout the timeout, more than zero
     * @return the timeout
     * @throws InvalidInputException if it is not positive
     */
    public static Duration requireTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new InvalidInputException("The timeout must be more than zero.");
        }
        return timeout;
    }

    /** @return what is waited for, for people */
    public String goal() {
        return goal;
    }

    /** @return what is polled; pollers of equal targets can share its requests */
    public PollTarget<?> target() {
        return target;
    }

    /** @return when to give up */
    public Instant deadline() {
        return deadline;
    }

    /**
     * Makes one request. An API that cannot be reached, or answers with an error of its own, does not end the poller; the
     * deadline does.
     *
     * @return the state of the poller
     * @throws OperationTimeoutException if the deadline has passed
     * @throws HumanitecException if the API answered with an error that waiting does not mend
     */
    public Progress<T> poll() {
        Duration next = pause;
        Observation observation = Observation.of(target);
        Progress<T> progress = assess(observation);
        if (progress.result().isPresent()) {
            return progress;
        }
        if (observation.problem() instanceof TooManyRequestsException e) {
            next = longer(next, shorter(e.retryAfter().orElse(next), SharedPoller.LONGEST_PAUSE.multipliedBy(4)));
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isZero() || left.isNegative()) {
            return new Progress<>(Optional.of(atDeadline(progress.status())), progress.status(), Duration.ZERO);
        }
        pause = shorter(pause.multipliedBy(3).dividedBy(2), SharedPoller.LONGEST_PAUSE);
        return new Progress<>(Optional.empty(), progress.status(), shorter(next, left));
    }

    /**
     * Says what a request that somebody else made means for this poller. Does not check the deadline.
     *
     * @param observation the state of the target, or why it could not be read
     * @return the state of the poller, without the next poll
     * @throws HumanitecException if the API answered with an error that waiting does not mend
     */
    public Progress<T> assess(Observation observation) {
        HumanitecException problem = observation.problem();
        if (isPassing(problem)) {
            return new Progress<>(Optional.empty(), problem.getMessage(), Duration.ZERO);
        }
        if (problem != null) {
            throw problem;
        }
        State<T> seen = assessment.apply(observation.value());
        return new Progress<>(seen.result(), seen.status(), Duration.ZERO);
    }

    /**
     * Says whether waiting may mend a problem.
     *
     * @param problem why the API could not be asked, or null
     * @return whether it is worth asking again
     */
    public static boolean isPassing(HumanitecException problem) {
        return problem instanceof TransportException
                || problem instanceof ServerErrorException
                || problem instanceof TooManyRequestsException;
    }

    /**
     * Ends the poller at its deadline.
     *
     * @param lastStatus the last status
     * @return the result that the poller has at its deadline
     * @throws OperationTimeoutException if the deadline is an error, as for most pollers
     */
    public T atDeadline(String lastStatus) {
        if (atTimeout == null) {
            throw new OperationTimeoutException(goal, lastStatus);
        }
        return atTimeout.apply(lastStatus);
    }

    /**
     * Polls on the calling thread until there is a result.
     *
     * @return the result
     * @throws InterruptedException if the thread is interrupted
     * @throws HumanitecException as {@link #poll()} does
     */
    public T await() throws InterruptedException {
        return await(Sleeper.THREAD);
    }

    /**
     * Polls until there is a result.
     *
     * @param sleeper waits between two requests
     * @return the result
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
