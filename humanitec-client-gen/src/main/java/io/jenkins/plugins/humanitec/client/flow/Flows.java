package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.WatchTimeoutException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.operations.Watch;
import io.jenkins.plugins.humanitec.client.polling.SharedPolls;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

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
        return run(first, flow, new Waiter() {
            @Override
            public <T> T await(Watch<T> watch, Consumer<String> progress) throws InterruptedException {
                return look(watch, progress, sleeper);
            }
        });
    }

    /**
     * Runs an operation to its end, as {@link #run(Stage, Flow, Sleeper)} does, but lets others look for it.
     *
     * @param first the operation's first stage
     * @param flow what it works with; it is closed afterwards
     * @param polls what looks for all who wait for the same
     * @param <R> what the operation returns
     * @return what the operation returns
     * @throws HumanitecException if it fails
     * @throws InterruptedException if the thread is interrupted
     */
    public static <R extends Serializable> R run(Stage<R> first, Flow flow, SharedPolls polls)
            throws InterruptedException {
        return run(first, flow, new Waiter() {
            @Override
            public <T> T await(Watch<T> watch, Consumer<String> progress) throws InterruptedException {
                return Following.toTheEnd(watch, progress, polls);
            }
        });
    }

    /** Waits for what is watched. */
    private interface Waiter {
        <T> T await(Watch<T> watch, Consumer<String> progress) throws InterruptedException;
    }

    private static <R extends Serializable> R run(Stage<R> first, Flow flow, Waiter waiter)
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
                    next = await(await, flow, waiter);
                } else if (next instanceof Next.Queue<R> queue) {
                    next = await(queue, flow);
                }
            }
        } catch (InterruptedException | WatchTimeoutException e) {
            flow.say(stage.abandon(flow));
            throw e;
        }
    }

    private static <R extends Serializable, T> Next<R> await(Next.Await<R, T> await, Flow flow, Waiter waiter)
            throws InterruptedException {
        AtomicReference<String> told = new AtomicReference<>("");
        return await.then().apply(waiter.await(await.watch(), status -> {
            if (!status.equals(told.getAndSet(status))) {
                flow.say(await.watch().goal() + ": " + status);
            }
        }));
    }

    private static <T> T look(Watch<T> watch, Consumer<String> progress, Sleeper sleeper) throws InterruptedException {
        while (true) {
            Watch.Progress<T> seen = watch.poll();
            if (seen.result().isPresent()) {
                return seen.result().get();
            }
            progress.accept(seen.status());
            sleeper.sleep(seen.nextPoll());
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
