package io.jenkins.plugins.humanitec.client.testing;

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

/** A timer whose time passes when it is told so; what is due then is done on the thread that lets it pass. */
public final class ManualTimer extends ScheduledThreadPoolExecutor {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing((Task task) -> task.at).thenComparing(task -> task.number));
    private Instant now = Instant.parse("2026-03-02T08:15:00Z");
    private int number;

    public ManualTimer() {
        super(0);
    }

    private static final class Task extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final Instant at;
        private final Integer number;

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

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        Task task = new Task(work, now.plus(Duration.of(delay, unit.toChronoUnit())), number++);
        tasks.add(task);
        return task;
    }

    public void pass(Duration time) {
        Instant end = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(end)) {
            Task task = tasks.poll();
            now = task.at.isAfter(now) ? task.at : now;
            task.run();
        }
        now = end;
    }

    /** Lets time pass during a task, in which nothing else is done. */
    public void elapse(Duration time) {
        now = now.plus(time);
    }

    public Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
