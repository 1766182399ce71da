package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.operations.Watch;
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
 * Drives any number of {@link Watch}es. Those with the same {@link Subject} share one look at it; between two looks no thread
 * is held. The pause grows by half with each look, from the first to the longest, and is at least what the subject's
 * {@link Pace} asks for. Who joins is shown nothing that was seen before, and so waits for the next look; if nobody looks yet,
 * that is made at once, but no sooner after the last one than the first pause.
 */
public final class SharedPolls {

    /** The pause after the first look, unless told otherwise. */
    public static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** The longest pause, unless told otherwise. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Clock clock;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Map<Object, Poll> polls = new HashMap<>();

    /** Ends a follower's interest. */
    @FunctionalInterface
    public interface Following {

        /** Nothing is told to the follower any more. */
        void stop();
    }

    /**
     * @param timer tells when a pause is over; its threads are held for moments only
     * @param workers make the requests and call the followers
     * @param clock what time it is
     * @param firstPause the pause after the first look, positive
     * @param longestPause the longest pause, not shorter than the first
     */
    public SharedPolls(
            ScheduledExecutorService timer, Executor workers, Clock clock, Duration firstPause, Duration longestPause) {
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /**
     * @param watch what to watch, until it has come about, its deadline has passed, or it cannot be seen
     * @param follower who is told
     * @param <T> what there is when it has come about
     * @return what ends it
     */
    public <T> Following follow(Watch<T> watch, Follower<T> follower) {
        Seat<T> seat = new Seat<>(watch, follower);
        Poll poll;
        synchronized (this) {
            poll = polls.computeIfAbsent(watch.subject().key(), key -> new Poll(watch.subject()));
            seat.firstRound = poll.round + 1;
            poll.seats.add(seat);
            if (poll.lasting != null) {
                Sight sight = poll.lasting;
                workers.execute(() -> show(poll, seat, sight));
            } else if (!poll.isBusy) {
                poll.isBusy = true;
                Duration sinceLast = Duration.between(poll.lastLook, clock.instant());
                schedule(poll, firstPause.minus(sinceLast.compareTo(firstPause) > 0 ? firstPause : sinceLast));
            }
        }
        Duration left = Duration.between(clock.instant(), watch.deadline());
        seat.expiresBy(timer.schedule(
                () -> workers.execute(() -> expire(poll, seat)), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS));
        return () -> {
            seat.end();
            leave(poll, seat);
        };
    }

    private void schedule(Poll poll, Duration pause) {
        Duration asked = poll.subject.pace().delay();
        // Rounded up, so that it is not too soon again.
        long millis =
                Math.max(0, Math.max(pause.toMillis(), asked.plusNanos(999_999).toMillis()));
        timer.schedule(() -> workers.execute(() -> look(poll)), millis, TimeUnit.MILLISECONDS);
    }

    private void look(Poll poll) {
        int round;
        synchronized (this) {
            if (poll.seats.isEmpty()) {
                retire(poll);
                return;
            }
            if (!poll.subject.pace().delay().isZero()) {
                // Somebody else was told to slow down meanwhile. To wait here would hold a thread.
                schedule(poll, Duration.ZERO);
                return;
            }
            round = ++poll.round;
        }
        Sight sight = null;
        RuntimeException problem = null;
        try {
            sight = Sight.of(poll.subject);
        } catch (RuntimeException e) {
            problem = e;
        }
        List<Seat<?>> present = new ArrayList<>();
        synchronized (this) {
            poll.lastLook = clock.instant();
            poll.seats.stream().filter(seat -> seat.firstRound <= round).forEach(present::add);
            if (sight != null && sight.problem() == null && poll.subject.isLasting()) {
                poll.lasting = sight;
            }
        }
        for (Seat<?> seat : present) {
            if (problem == null) {
                show(poll, seat, sight);
            } else {
                seat.fail(problem);
                leave(poll, seat);
            }
        }
        synchronized (this) {
            Duration pause = poll.pause;
            poll.pause = shorter(pause.multipliedBy(3).dividedBy(2), longestPause);
            schedule(poll, poll.seats.isEmpty() ? firstPause : pause);
        }
    }

    /** Forgets the poll; until the pause after its last look is over it was remembered, so that nobody looks sooner. */
    private void retire(Poll poll) {
        poll.isBusy = false;
        polls.remove(poll.subject.key(), poll);
    }

    private <T> void show(Poll poll, Seat<T> seat, Sight sight) {
        if (seat.show(sight)) {
            leave(poll, seat);
        }
    }

    private void expire(Poll poll, Seat<?> seat) {
        seat.expire();
        leave(poll, seat);
    }

    private synchronized void leave(Poll poll, Seat<?> seat) {
        seat.forgetExpiry();
        poll.seats.remove(seat);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** The looks at one subject; guarded by the monitor of the outer instance. */
    private final class Poll {
        private final Subject<?> subject;
        private final List<Seat<?>> seats = new ArrayList<>();
        private int round;
        private boolean isBusy;
        private Duration pause = firstPause;
        private Instant lastLook = Instant.EPOCH;
        private Sight lasting;

        Poll(Subject<?> subject) {
            this.subject = subject;
        }
    }
}
