package io.jenkins.plugins.humanitec.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that does one task after the other on the calling thread, each when it is due, without waiting for it. */
final class VirtualTime extends ScheduledThreadPoolExecutor {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.<Task, Instant>comparing(task -> task.at).thenComparing(task -> task.number));
    private volatile Instant now = Instant.parse("2026-03-02T08:15:00Z");
    private int number;

    private static final class Task extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final Instant at;
        private final int number;

        Task(Runnable work, Instant at, int number) {
            super(work, null);
            this.at = at;
            this.number = number;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    VirtualTime() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return at(now.plus(Duration.of(delay, unit.toChronoUnit())), work);
    }

    /** Does something at a time. */
    ScheduledFuture<?> at(Instant time, Runnable work) {
        Task task = new Task(work, time, number++);
        tasks.add(task);
        return task;
    }

    /** Does all tasks, and those that they add. */
    void run() {
        while (!tasks.isEmpty()) {
            Task task = tasks.poll();
            if (!task.isCancelled()) {
                now = task.at.isAfter(now) ? task.at : now;
                task.run();
            }
        }
    }

    /** Lets time pass, in which nothing else is done. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
