package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.WatchTimeoutException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.operations.Watch;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Drives operations on the calling thread, for callers that may wait there and need not survive a restart. */
public final class Flows {

    private Flows() {}

    /**
     * Runs an operation to its end. If that cannot be waited for, because the thread is interrupted or its time is over, it is
     * abandoned first, and the log told what that leaves.
     *
     * @param first the operation's first stage
     * @param flow what it works with; it is closed afterwards
     * @param sleeper what waits between two looks
     * @param <R> what the operation returns
     * @return what the operation returns
     * @throws HumanitecException if it fails
     * @throws InterruptedException if the thread is interrupted
     */
    public static <R extends Serializable> R run(Stage<R> first, Flow flow, Sleeper sleeper)
            throws InterruptedException {
        Stage<R> stage = first;
        try (flow) {
            Next<R> next = stage.enter(flow);
            while (true) {
                if (next instanceof Next.Done<R> done) {
                    return done.result();
                } else if (next instanceof Next.Then<R> then) {
                    stage = then.stage();
                    next = stage.enter(flow);
                } else if (next instanceof Next.Await<R, ?> await) {
                    next = await(await, flow, sleeper);
                } else if (next instanceof Next.Queue<R> queue) {
                    next = await(queue, flow);
                }
            }
        } catch (InterruptedException | WatchTimeoutException e) {
            flow.say(stage.abandon(flow));
            throw e;
        }
    }

    private static <R extends Serializable, T> Next<R> await(Next.Await<R, T> await, Flow flow, Sleeper sleeper)
            throws InterruptedException {
        String told = "";
        while (true) {
            Watch.Progress<T> progress = await.watch().poll();
            if (progress.result().isPresent()) {
                return await.then().apply(progress.result().get());
            }
            if (!progress.status().equals(told)) {
                told = progress.status();
                flow.say(await.watch().goal() + ": " + told);
            }
            sleeper.sleep(progress.nextPoll());
        }
    }

    private static <R extends Serializable> Next<R> await(Next.Queue<R> queue, Flow flow) throws InterruptedException {
        Duration left = Duration.between(flow.now(), queue.deadline());
        try {
            queue.turn().toCompletableFuture().get(left.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new WatchTimeoutException(queue.goal(), "others are first");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A turn does not fail.", e);
        }
        return queue.then().get();
    }
}
