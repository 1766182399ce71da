package io.jenkins.plugins.humanitec.client.polling;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts tasks on workers, at once or after a pause. No thread waits during the pause. */
final class PollTimer {

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Duration pauseAfterRefusal;

    PollTimer(ScheduledExecutorService timer, Executor workers, Duration pauseAfterRefusal) {
        this.timer = timer;
        this.workers = workers;
        this.pauseAfterRefusal = pauseAfterRefusal;
    }

    void start(Runnable task) {
        workers.execute(task);
    }

    /** Starts a task after a pause. If the workers refuse it, tries again later. */
    Future<?> startLater(Runnable task, Duration pause) {
        return timer.schedule(
                () -> {
                    try {
                        start(task);
                    } catch (RuntimeException | Error e) {
                        startLater(task, pauseAfterRefusal);
                        throw e;
                    }
                },
                // Round up, so that it is not too early.
                Math.max(0, pause.plusNanos(999_999).toMillis()),
                TimeUnit.MILLISECONDS);
    }
}
