package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.WatchTimeoutException;
import io.jenkins.plugins.humanitec.client.operations.Watch;
import java.util.concurrent.Future;

/** A follower's place at a poll. Tells the follower one thing at a time, and nothing after the end. */
final class Seat<T> {

    /** The first round of looks that began after the follower had come. */
    int firstRound;

    private final Watch<T> watch;
    private final Follower<T> follower;
    private volatile boolean isOver;
    private volatile Future<?> expiry;
    private String lastStatus = "nothing was seen of it yet";

    Seat(Watch<T> watch, Follower<T> follower) {
        this.watch = watch;
        this.follower = follower;
    }

    void expiresBy(Future<?> timer) {
        expiry = timer;
    }

    /** What expires later holds on to all of this until then. */
    void forgetExpiry() {
        Future<?> timer = expiry;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Not synchronized: whoever ends it may do so out of the follower itself, or while that is busy. */
    void end() {
        isOver = true;
    }

    /** Returns whether it is over. */
    synchronized boolean show(Sight sight) {
        if (isOver) {
            return true;
        }
        try {
            Watch.Progress<T> progress = watch.judge(sight);
            lastStatus = progress.status();
            if (progress.result().isPresent()) {
                isOver = true;
                follower.done(progress.result().get());
            } else {
                follower.progressed(progress.status());
            }
        } catch (RuntimeException e) {
            fail(e);
        }
        return isOver;
    }

    synchronized void fail(RuntimeException problem) {
        if (!isOver) {
            isOver = true;
            follower.failed(problem);
        }
    }

    synchronized void expire() {
        if (isOver) {
            return;
        }
        try {
            T result = watch.atDeadline(lastStatus);
            isOver = true;
            follower.done(result);
        } catch (WatchTimeoutException e) {
            fail(e);
        }
    }
}
