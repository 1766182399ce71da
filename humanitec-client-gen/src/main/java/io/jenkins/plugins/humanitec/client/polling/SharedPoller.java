package io.jenkins.plugins.humanitec.client.polling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs any number of {@link Poller}s. Those with the same {@link PollTarget} share its requests; between two requests no thread
 * is used. The pause grows by half with each request, from the first to the longest, and is at least as long as the
 * {@link io.jenkins.plugins.humanitec.client.http.RateLimiter} of the target asks for. A new subscription is not given what an
 * earlier request returned, but waits for the next one. That is made at once if nobody else polls the target, but no sooner
 * than the first pause after the last request.
 */
public final class SharedPoller {

    /** The default pause after the first request. */
    public static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** The default of the longest pause. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Clock clock;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Map<Object, Poll> polls = new HashMap<>();

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription {

        /** Ends the subscription. The listener is not called any more. */
        void cancel();
    }

    /**
     * @param timer schedules requests; its threads are used for moments only
     * @param workers makes the requests and calls the listeners
     * @param clock the clock for deadlines
     * @param firstPause the pause after the first request, positive
     * @param longestPause the longest pause, not shorter than the first
     */
    public SharedPoller(
            ScheduledExecutorService timer, Executor workers, Clock clock, Duration firstPause, Duration longestPause) {
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /**
     * Polls until the poller has its result, its deadline has passed, or the API answers with an error that waiting does not
     * mend.
     *
     * @param poller what to poll, and what its responses mean
     * @param listener is called with the status after each request, and with the result
     * @param <T> the result
     * @return ends the subscription
     */
    public <T> Subscription subscribe(Poller<T> poller, PollListener<T> listener) {
        Subscriber<T> subscriber = new Subscriber<>(poller, listener);
        Poll poll;
        synchronized (this) {
            poll = polls.computeIfAbsent(poller.target().key(), key -> new Poll(poller.target()));
            subscriber.firstRound = poll.round + 1;
            poll.subscribers.add(subscriber);
            if (poll.lasting != null) {
                Observation observation = poll.lasting;
                workers.execute(() -> show(poll, subscriber, observation));
            } else if (!poll.isBusy) {
                poll.isBusy = true;
                Duration sinceLast = Duration.between(poll.lastFetch, clock.instant());
                schedule(poll, firstPause.minus(sinceLast.compareTo(firstPause) > 0 ? firstPause : sinceLast));
            }
        }
        Duration left = Duration.between(clock.instant(), poller.deadline());
        subscriber.expiresBy(timer.schedule(
                () -> workers.execute(() -> expire(poll, subscriber)),
                Math.max(0, left.toMillis()),
                TimeUnit.MILLISECONDS));
        return () -> {
            subscriber.end();
            leave(poll, subscriber);
        };
    }

    private void schedule(Poll poll, Duration pause) {
        Duration asked = poll.target.rateLimiter().delay();
        // Rounded up, so that it is not too soon again.
        long millis =
                Math.max(0, Math.max(pause.toMillis(), asked.plusNanos(999_999).toMillis()));
        timer.schedule(() -> workers.execute(() -> fetch(poll)), millis, TimeUnit.MILLISECONDS);
    }

    private void fetch(Poll poll) {
        int round;
        synchronized (this) {
            if (poll.subscribers.isEmpty()) {
                retire(poll);
                return;
            }
            if (!poll.target.rateLimiter().delay().isZero()) {
                // Another request was told to slow down meanwhile. Waiting here would use a thread.
                schedule(poll, Duration.ZERO);
                return;
            }
            round = ++poll.round;
        }
        Observation observation = null;
        RuntimeException problem = null;
        try {
            observation = Observation.of(poll.target);
        } catch (RuntimeException e) {
            problem = e;
        }
        List<Subscriber<?>> present = new ArrayList<>();
        synchronized (this) {
            poll.lastFetch = clock.instant();
            poll.subscribers.stream()
                    .filter(subscriber -> subscriber.firstRound <= round)
                    .forEach(present::add);
            if (observation != null && observation.problem() == null && poll.target.isLasting()) {
                poll.lasting = observation;
            }
        }
        for (Subscriber<?> subscriber : present) {
            if (problem == null) {
                show(poll, subscriber, observation);
            } else {
                subscriber.fail(problem);
                leave(poll, subscriber);
            }
        }
        synchronized (this) {
            Duration pause = poll.pause;
            poll.pause = shorter(pause.multipliedBy(3).dividedBy(2), longestPause);
            schedule(poll, poll.subscribers.isEmpty() ? firstPause : pause);
        }
    }

    /** Forgets the poll. It was kept for the pause after its last request, so that the next one is not made sooner. */
    private void retire(Poll poll) {
        poll.isBusy = false;
        polls.remove(poll.target.key(), poll);
    }

    private <T> void show(Poll poll, Subscriber<T> subscriber, Observation observation) {
        if (subscriber.update(observation)) {
            leave(poll, subscriber);
        }
    }

    private void expire(Poll poll, Subscriber<?> subscriber) {
        subscriber.expire();
        leave(poll, subscriber);
    }

    private synchronized void leave(Poll poll, Subscriber<?> subscriber) {
        subscriber.forgetExpiry();
        poll.subscribers.remove(subscriber);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** The requests for one target; guarded by the monitor of the outer instance. */
    private final class Poll {
        private final PollTarget<?> target;
        private final List<Subscriber<?>> subscribers = new ArrayList<>();
        private int round;
        private boolean isBusy;
        private Duration pause = firstPause;
        private Instant lastFetch = Instant.EPOCH;
        private Observation lasting;

        Poll(PollTarget<?> target) {
            this.target = target;
        }
    }
}
