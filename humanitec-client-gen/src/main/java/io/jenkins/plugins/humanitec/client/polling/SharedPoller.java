package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.AppRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs any number of {@link Poller}s. Pollers with the same {@link PollTarget} share requests. No thread is used between requests.
 * The pause grows by half with each request, from the first pause to the longest one, and is at least as long as the
 * {@link io.jenkins.plugins.humanitec.client.http.RateLimiter} of the target requires. A new subscription does not receive the
 * result of an earlier request, but of the next one. If no other subscription polls the target, that request is made at once, but
 * not before the first pause after the last request has passed.
 *
 * <p>If the targets of all subscriptions to a target have a {@link Forecaster}, most requests are made around the expected end,
 * and the pauses before are longer. A new subscription shortens such a pause. While several targets of a {@link PollGroup} are
 * polled, a request for the state of one reads all of them. All targets together need no more requests than if each was polled by
 * itself with growing pauses, except those that {@link #wake} adds.
 */
public final class SharedPoller {

    /** The default pause after the first request. */
    public static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** The default longest pause. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final PollTimer timer;
    private final Clock clock;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Map<Object, Poll> polls = new HashMap<>();

    /** A subscription to a poller. */
    @FunctionalInterface
    public interface Subscription {

        /** Ends the subscription. The listener receives no further calls. */
        void cancel();
    }

    /**
     * Creates a shared poller.
     *
     * @param timer schedules requests; its threads run only short tasks
     * @param workers makes the requests and calls the listeners
     * @param clock the clock for deadlines
     * @param firstPause the pause after the first request, positive
     * @param longestPause the longest pause, at least the first one
     */
    public SharedPoller(
            ScheduledExecutorService timer, Executor workers, Clock clock, Duration firstPause, Duration longestPause) {
        this.timer = new PollTimer(timer, workers, firstPause);
        this.clock = clock;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /**
     * Polls until the poller has a result, its deadline has passed, or the API returns an error that does not disappear
     * with time.
     *
     * @param poller the poller
     * @param listener receives the status after each request, and the result
     * @param <T> the type of the result
     * @return the subscription
     */
    public <T> Subscription subscribe(Poller<T> poller, PollListener<T> listener) {
        Subscriber<T> subscriber = new Subscriber<>(poller, listener);
        Poll poll;
        synchronized (this) {
            poll = polls.computeIfAbsent(
                    poller.target().key(),
                    key -> new Poll(poller.target(), new PollRequests(clock, firstPause, longestPause)));
            subscriber.firstRound = poll.round + 1;
            poll.subscribers.add(subscriber);
            if (poll.lasting != null) {
                Observation observation = poll.lasting;
                timer.start(() -> tell(poll, subscriber, () -> subscriber.update(observation)));
            } else if (poll.planned == 0) {
                schedule(poll, Duration.ZERO);
            } else {
                hasten(poll);
            }
        }
        Duration left = Duration.between(clock.instant(), poller.deadline());
        subscriber.expiresBy(timer.startLater(() -> tell(poll, subscriber, subscriber::expire), left));
        return () -> {
            subscriber.end();
            leave(poll, subscriber);
        };
    }

    /** {@return the number of subscriptions} */
    public synchronized int subscriptions() {
        return polls.values().stream().mapToInt(poll -> poll.subscribers.size()).sum();
    }

    /**
     * Polls all targets of an application at once, because something has happened there, in addition to their other polls. The
     * pause before it is at least half a second. It doubles with each further call up to the longest pause, until there was no
     * call for some time, so that too many calls do no harm. A poll that is in progress is followed by another one.
     *
     * @param app the application
     */
    public synchronized void wake(AppRef app) {
        for (Poll poll : polls.values()) {
            if (!poll.subscribers.isEmpty() && poll.target.isOf(app)) {
                if (poll.isFetching) {
                    poll.isWoken = true;
                } else {
                    advance(poll);
                }
            }
        }
    }

    /** Plans an additional request, unless there is one or the next regular request comes sooner. */
    private void advance(Poll poll) {
        Instant now = clock.instant();
        Duration shortest = poll.pauseBeforeEvent(now, longestPause);
        Instant earliest = poll.lastFetch.plus(shortest);
        if (poll.resumesAt == null && now.isBefore(poll.due) && earliest.isBefore(poll.due)) {
            poll.resumesAt = poll.due;
            schedule(poll, PollSchedule.shorter(Duration.between(now, earliest), shortest));
        }
    }

    /** Shortens the pause before an expected end, so that a new subscriber waits no longer than without a forecast. */
    private void hasten(Poll poll) {
        // During a request, the pause is not long, and what has been requested is not to be read.
        if (poll.isLong) {
            Duration regular = poll.requests.pause(poll.lastFetch, false);
            Instant sooner = poll.lastFetch.plus(regular);
            if (sooner.isBefore(poll.due)) {
                schedule(poll, PollSchedule.shorter(Duration.between(clock.instant(), sooner), regular));
            }
        }
    }

    private void schedule(Poll poll, Duration pause) {
        int planned = ++poll.planned;
        poll.due = clock.instant().plus(pause);
        poll.isLong = false;
        timer.startLater(
                () -> fetch(poll, planned),
                PollSchedule.longer(pause, poll.target.rateLimiter().delay()));
    }

    private void fetch(Poll poll, int planned) {
        int round;
        PollTarget<?> target;
        Instant resumesAt;
        synchronized (this) {
            if (planned != poll.planned) {
                return;
            }
            if (poll.isNewWait()) {
                poll.requests.restart();
            }
            if (poll.subscribers.isEmpty()) {
                // It was kept for the pause after its last request, so that the next request is not made earlier.
                polls.remove(poll.target.key(), poll);
                return;
            }
            if (!poll.target.rateLimiter().delay().isZero()) {
                // The API has rate-limited another request since then. Do not wait here, since that would use a thread.
                schedule(poll, Duration.ZERO);
                return;
            }
            round = poll.begin();
            resumesAt = poll.resumesAt;
            poll.resumesAt = null;
            target = poll.currentTarget();
        }
        boolean isExtra = resumesAt != null;
        try {
            observe(poll, round, isExtra, () -> poll.requests.make(target, isExtra, () -> request(poll, target)));
        } finally {
            scheduleNext(poll, resumesAt);
        }
    }

    /** Requests the state of a target, and those of the other targets of its group that are polled. */
    private @Nullable Observation request(Poll poll, PollTarget<?> target) {
        GroupRequest request;
        synchronized (this) {
            request = new GroupRequest(poll, polls.values());
        }
        Instant from = clock.instant();
        try {
            return request.send(target);
        } finally {
            request.others()
                    .forEach(other -> timer.startLater(() -> share(other, request.of(other), from), Duration.ZERO));
        }
    }

    /** Uses the result of another poll's request. It knows of all events until then. */
    private void share(GroupRequest.Other other, @Nullable Object state, Instant from) {
        Poll poll = other.poll();
        PollTarget<?> target;
        Instant due;
        synchronized (this) {
            due = poll.due;
            target = poll.subscribers.isEmpty() ? poll.target : poll.currentTarget();
            if (state != null) {
                poll.resumesAt = null;
            }
        }
        try {
            if (state != null) {
                observe(poll, other.round(), false, () -> {
                    poll.requests.learn(target, state, from);
                    return new Observation(state, null);
                });
            }
        } finally {
            scheduleNext(poll, state == null ? due : null);
        }
    }

    /** Plans the next request: at the given time if there is one, unless a regular pause is shorter for those who wait. */
    private synchronized void scheduleNext(Poll poll, @Nullable Instant planned) {
        Instant now = clock.instant();
        Duration regular = poll.isNewWait() ? firstPause : poll.requests.pause(now, false);
        Duration pause = regular;
        if (planned != null) {
            Duration rest = Duration.between(now, planned);
            // The clock can have been set back.
            Duration longest = poll.isForecast() ? longestPause.multipliedBy(PollSchedule.RARE) : regular;
            pause = PollSchedule.shorter(rest, longest);
        } else if (poll.isForecast()) {
            pause = poll.requests.pause(now, true);
        }
        poll.isFetching = false;
        schedule(poll, pause);
        poll.isLong = pause.compareTo(regular) > 0;
        if (poll.isWoken && !poll.subscribers.isEmpty()) {
            advance(poll);
        }
        poll.isWoken = false;
    }

    /** Makes a request and passes the result to all subscribers, also if one of them throws an exception. */
    private void observe(Poll poll, int round, boolean isExtra, Supplier<Observation> request) {
        Observation observation = null;
        Throwable problem = null;
        try {
            observation = request.get();
        } catch (RuntimeException | Error e) {
            problem = e;
        }
        List<Subscriber<?>> present = new ArrayList<>();
        synchronized (this) {
            poll.lastFetch = clock.instant();
            if (isExtra) {
                poll.countEvent(poll.lastFetch, longestPause);
            }
            poll.subscribers.stream()
                    .filter(subscriber -> subscriber.firstRound <= round)
                    .forEach(present::add);
            if (observation != null && observation.problem() == null && poll.target.isLasting()) {
                poll.lasting = observation;
            }
        }
        Observation result = observation;
        Throwable failure = problem;
        Subscriber.forEach(present, subscriber -> {
            if (result != null) {
                tell(poll, subscriber, () -> subscriber.update(result));
            } else if (failure != null) {
                tell(poll, subscriber, () -> subscriber.fail(failure));
            }
        });
    }

    private void tell(Poll poll, Subscriber<?> subscriber, Runnable call) {
        try {
            call.run();
        } finally {
            if (subscriber.isOver()) {
                leave(poll, subscriber);
            }
        }
    }

    private synchronized void leave(Poll poll, Subscriber<?> subscriber) {
        subscriber.forgetExpiry();
        poll.subscribers.remove(subscriber);
    }
}
