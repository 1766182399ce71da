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
import org.jspecify.annotations.Nullable;

/**
 * Polls until a condition is met, with growing pauses, or mostly around the expected end if the target has a
 * {@link Forecaster}. A poller does not wait: {@link #poll()} makes one request and returns when to make the next one.
 * Any timer can run it, and no thread is used between requests. Callers without a timer use {@link #await()}.
 *
 * <p>To continue in another process, create the poller again with the same deadline. Not safe for use by several
 * threads at once.
 *
 * @param <T> the type of the result
 */
public final class Poller<T> {

    private final String goal;
    private final PollTarget<?> target;
    private final Function<Object, State<T>> assessment;
    private final Clock clock;
    private final Instant deadline;
    private final @Nullable Function<String, T> atTimeout;
    private final PollRequests requests;

    /**
     * The meaning of one response.
     *
     * @param result the result, if the condition is met
     * @param status the status in readable form; replaced if it is missing
     * @param <T> the type of the result
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
     * @param result the result, if the poller has ended
     * @param status the status in readable form
     * @param nextPoll how long to wait before the next {@link Poller#poll()}; zero if the poller has ended
     * @param <T> the type of the result
     */
    public record Progress<T>(Optional<T> result, String status, Duration nextPoll) {}

    /**
     * Creates a poller for which the deadline is an error.
     *
     * @param goal what the poller waits for, in readable form
     * @param target what to poll
     * @param assessment returns the meaning of the target's state
     * @param clock the clock for the deadline
     * @param deadline when to stop polling
     * @param <S> the type of the target's state
     */
    public <S> Poller(
            String goal, PollTarget<S> target, Function<S, State<T>> assessment, Clock clock, Instant deadline) {
        this(goal, target, assessment, clock, deadline, null);
    }

    /**
     * Creates a poller.
     *
     * @param goal what the poller waits for, in readable form
     * @param target what to poll
     * @param assessment returns the meaning of the target's state
     * @param clock the clock for the deadline
     * @param deadline when to stop polling
     * @param atTimeout returns a result for the last status at the deadline; null if the deadline is an error
     * @param <S> the type of the target's state
     */
    @SuppressWarnings("unchecked")
    public <S> Poller(
            String goal,
            PollTarget<S> target,
            Function<S, State<T>> assessment,
            Clock clock,
            Instant deadline,
            @Nullable Function<String, T> atTimeout) {
        this.goal = goal;
        this.target = target;
        this.assessment = seen -> assessment.apply((S) seen);
        this.clock = clock;
        this.deadline = deadline;
        this.atTimeout = atTimeout;
        this.requests = new PollRequests(clock, SharedPoller.FIRST_PAUSE, SharedPoller.LONGEST_PAUSE);
    }

    /**
     * Checks a timeout.
     *
     * @param timeout the timeout, more than zero
     * @return the timeout
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Duration requireTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new InvalidInputException("The timeout must be more than zero.");
        }
        return timeout;
    }

    /** {@return what the poller waits for, in readable form} */
    public String goal() {
        return goal;
    }

    /** {@return what to poll; pollers with equal targets can share requests} */
    public PollTarget<?> target() {
        return target;
    }

    /** {@return when to stop polling} */
    public Instant deadline() {
        return deadline;
    }

    /**
     * Makes one request. If the API cannot be reached, reports a server error or limits the rate, the poller continues
     * until its deadline.
     *
     * @return the state of the poller
     * @throws OperationTimeoutException if the deadline has passed and is an error
     * @throws HumanitecException if the API returned an error that does not disappear with time
     */
    public Progress<T> poll() {
        Observation observation = requests.make(target, false, () -> Observation.of(target));
        Progress<T> progress = assess(observation);
        if (progress.result().isPresent()) {
            return progress;
        }
        Duration next = requests.pause(clock.instant(), true);
        if (observation.problem() instanceof TooManyRequestsException e) {
            next = PollSchedule.longer(
                    next,
                    PollSchedule.shorter(e.retryAfter().orElse(next), SharedPoller.LONGEST_PAUSE.multipliedBy(4)));
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isZero() || left.isNegative()) {
            return new Progress<>(Optional.of(atDeadline(progress.status())), progress.status(), Duration.ZERO);
        }
        return new Progress<>(Optional.empty(), progress.status(), PollSchedule.shorter(next, left));
    }

    /**
     * Returns the meaning of a shared request for this poller. Does not check the deadline.
     *
     * @param observation the result of the request
     * @return the state of the poller, without the time of the next poll
     * @throws HumanitecException if the API returned an error that does not disappear with time
     */
    public Progress<T> assess(Observation observation) {
        HumanitecException problem = observation.problem();
        if (problem != null && isPassing(problem)) {
            return new Progress<>(Optional.empty(), problem.getMessage(), Duration.ZERO);
        }
        if (problem != null) {
            throw problem;
        }
        State<T> seen = assessment.apply(observation.value());
        return new Progress<>(seen.result(), seen.status(), Duration.ZERO);
    }

    /**
     * Returns whether a problem can disappear with time.
     *
     * @param problem the problem of a request
     * @return whether to repeat the request
     */
    public static boolean isPassing(HumanitecException problem) {
        return problem instanceof TransportException transport && !transport.isLasting()
                || problem instanceof ServerErrorException
                || problem instanceof TooManyRequestsException;
    }

    /**
     * Ends the poller at its deadline.
     *
     * @param lastStatus the last status
     * @return the result of the poller at its deadline
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
}
