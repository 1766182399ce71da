package io.jenkins.plugins.humanitec.client.polling;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener of a shared poll. Makes one call to the listener at a time, and none after the end. */
final class Subscriber<T> {

    /** The first round of requests that starts after the subscription. */
    int firstRound;

    private final Poller<T> poller;
    private final PollListener<T> listener;
    private volatile boolean isOver;
    private volatile @Nullable Future<?> expiry;
    private String lastStatus = "unknown, since there was no response yet";

    Subscriber(Poller<T> poller, PollListener<T> listener) {
        this.poller = poller;
        this.listener = listener;
    }

    PollTarget<?> target() {
        return poller.target();
    }

    void expiresBy(Future<?> timer) {
        expiry = timer;
    }

    /** Cancels the timer, which otherwise refers to this object until it expires. */
    void forgetExpiry() {
        Future<?> timer = expiry;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /**
     * Ends the subscription. Not synchronized, since the listener, or another thread during a listener call, may call
     * it.
     */
    void end() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    /** Does something for each subscriber, also if it fails for one of them. */
    static void forEach(List<Subscriber<?>> subscribers, Consumer<Subscriber<?>> action) {
        IllegalStateException failures = new IllegalStateException("A listener of a poller has failed.");
        for (Subscriber<?> subscriber : subscribers) {
            try {
                action.accept(subscriber);
            } catch (RuntimeException | Error e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    /** Passes an observation to the listener. */
    synchronized void update(Observation observation) {
        if (isOver) {
            return;
        }
        Optional<T> result;
        try {
            Poller.Progress<T> progress = poller.assess(observation);
            lastStatus = progress.status();
            result = progress.result();
            if (result.isEmpty()) {
                listener.progressed(progress.status());
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        result.ifPresent(this::end);
    }

    /** Ends the subscription with a problem. The listener receives an error as the cause of an exception. */
    synchronized void fail(Throwable problem) {
        if (!isOver) {
            isOver = true;
            listener.failed(
                    problem instanceof RuntimeException exception
                            ? exception
                            : new IllegalStateException("Polling has failed: " + problem, problem));
        }
    }

    synchronized void expire() {
        if (isOver) {
            return;
        }
        T result;
        try {
            result = poller.atDeadline(lastStatus);
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        end(result);
    }

    private void end(T result) {
        isOver = true;
        listener.done(result);
    }
}
