package io.jenkins.plugins.humanitec.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The current time, how long changes and deletions take, and the tasks that are due later. */
public final class SimulatedTime {

    private record Task(Instant at, long number, Runnable action) {}

    private final PriorityBlockingQueue<Task> tasks =
            new PriorityBlockingQueue<>(11, Comparator.comparing(Task::at).thenComparing(Task::number));
    private final AtomicLong numbers = new AtomicLong();
    private final ThreadLocal<Instant> taskTime = new ThreadLocal<>();
    private final InstantSource clock;
    private final Duration settling;
    private final Duration deletion;

    /**
     * Creates the time of a simulator.
     *
     * @param clock the clock to read
     * @param settling the duration of a deployment, of a pipeline run and of a change of replicas; zero or more
     * @param deletion the duration of a deletion; zero or more
     */
    public SimulatedTime(InstantSource clock, Duration settling, Duration deletion) {
        this.clock = clock;
        this.settling = settling;
        this.deletion = deletion;
    }

    /** @return the current time in milliseconds, the precision of the API; in a task, the time at which it is due */
    public Instant now() {
        Instant time = taskTime.get();
        return time == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : time;
    }

    /**
     * Runs a task later.
     *
     * @param at when the task is due; the next call of {@link #runDue} runs it if this is now or in the past
     * @param action the task
     */
    public void at(Instant at, Runnable action) {
        tasks.add(new Task(at, numbers.getAndIncrement(), action));
    }

    /**
     * Runs all tasks that are due, in the order of their times. Each of them sees its own time as the current time, so that the
     * result does not depend on when this method is called. The caller must hold the monitor of the data that the tasks change.
     */
    public void runDue() {
        if (taskTime.get() != null) {
            return;
        }
        Instant now = now();
        for (Task task = tasks.peek(); task != null && !task.at().isAfter(now); task = tasks.peek()) {
            tasks.poll();
            taskTime.set(task.at());
            try {
                task.action().run();
            } finally {
                taskTime.remove();
            }
        }
    }

    /**
     * Runs all tasks that are due, and then an action during which no time passes and no task runs.
     *
     * @param action the action
     * @param <T> the type of the result
     * @return the result of the action
     */
    public <T> T afterDue(Supplier<T> action) {
        if (taskTime.get() != null) {
            return action.get();
        }
        runDue();
        taskTime.set(now());
        try {
            return action.get();
        } finally {
            taskTime.remove();
        }
    }

    /** Forgets all tasks. */
    public void clear() {
        tasks.clear();
    }

    /**
     * Returns whether a point in time is now or in the past.
     *
     * @param time the point in time
     * @return whether it is not in the future
     */
    public boolean isReached(Instant time) {
        return !now().isBefore(time);
    }

    /**
     * Returns when a change starts: after a quarter of the settling time.
     *
     * @param createdAt when the change is requested
     * @return when it starts
     */
    public Instant startOf(Instant createdAt) {
        return createdAt.plus(settling.dividedBy(4));
    }

    /**
     * Returns when a change is complete: after the settling time.
     *
     * @param createdAt when the change is requested
     * @return when it is complete
     */
    public Instant endOf(Instant createdAt) {
        return createdAt.plus(settling);
    }

    /**
     * Returns when a started change is complete: after three quarters of the settling time.
     *
     * @param startedAt when the change starts
     * @return when it is complete
     */
    public Instant completionOf(Instant startedAt) {
        return endOf(startedAt.minus(settling.dividedBy(4)));
    }

    /** @return a time at which a change was requested that is complete now */
    public Instant past() {
        return now().minus(settling).minusSeconds(1);
    }

    /**
     * Returns when a deletion is complete.
     *
     * @param startedAt when the deletion starts
     * @return when it is complete
     */
    public Instant deletionOf(Instant startedAt) {
        return startedAt.plus(deletion);
    }
}
