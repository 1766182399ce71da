package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import java.util.concurrent.Future;
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

    /** Passes an observation to the listener. Returns whether the subscription has ended. */
    synchronized boolean update(Observation observation) {
        if (isOver) {
            return true;
        }
        try {
            Poller.Progress<T> progress = poller.assess(observation);
            lastStatus = progress.status();
            if (progress.result().isPresent()) {
                isOver = true;
                listener.done(progress.result().get());
            } else {
                listener.progressed(progress.status());
            }
        } catch (RuntimeException e) {
            fail(e);
        }
        return isOver;
    }

    synchronized void fail(RuntimeException problem) {
        if (!isOver) {
            isOver = true;
            listener.failed(problem);
        }
    }

    synchronized void expire() {
        if (isOver) {
            return;
        }
        try {
            T result = poller.atDeadline(lastStatus);
            isOver = true;
            listener.done(result);
        } catch (OperationTimeoutException e) {
            fail(e);
        }
    }
}
