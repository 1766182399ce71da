package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An operation that takes more than one request, such as a deployment that is sent and then followed to its end. Nothing is
 * sent until it is run, in one of three ways:
 *
 * <ul>
 *   <li>{@link #await(Duration)} runs it on the calling thread and returns its result;
 *   <li>{@link #poll()} makes the requests that are due and returns when to call it again, for callers with a timer;
 *   <li>{@link #toFuture(Executor)} runs it on an executor, which is used for each request but not in between.
 * </ul>
 *
 * <p>An operation runs once. It ends with its result, or with an exception that says what failed. After an exception other than
 * from {@link #poll()} at its end, nothing more is sent. Not safe for use by several threads at once.
 *
 * @param <R> the result
 */
public final class LongOperation<R> {

    /** How long to wait before it is checked again whether the operation is the first in its queue. */
    private static final Duration QUEUE_PAUSE = Duration.ofSeconds(1);

    private final Stage<R> first;
    private final ClientContext client;
    private final OperationContext operation;
    private Consumer<String> listener = sentence -> {};
    private Stage<R> stage;
    private Next<R> next;
    private Next<R> polled;
    private boolean hasEnded;
    private String goal = "the operation";
    private String lastStatus = "";

    /**
     * The state of an operation.
     *
     * @param result the result, if the operation has ended
     * @param status how far it is, for people
     * @param nextPoll how long to wait before the next {@link LongOperation#poll()}; zero if the operation has ended
     * @param <R> the result
     */
    public record Progress<R>(Optional<R> result, String status, Duration nextPoll) {}

    /**
     * @param first the first stage
     * @param client makes the requests
     */
    public LongOperation(Stage<R> first, ClientContext client) {
        this(first, client, DeploymentQueue.OF_PROCESS);
    }

    /**
     * @param first the first stage
     * @param client makes the requests
     * @param queue orders the deployments to an environment
     */
    public LongOperation(Stage<R> first, ClientContext client, DeploymentQueue queue) {
        this.first = first;
        this.client = client;
        this.operation = new OperationContext(client, client, queue, this::log);
    }

    /**
     * Returns an operation that is a single call.
     *
     * @param client makes the requests
     * @param call makes the call
     * @param <R> the result
     * @return the operation
     */
    public static <R> LongOperation<R> of(ClientContext client, Supplier<R> call) {
        return new LongOperation<>(new CallStage<>(call), client);
    }

    private void log(String sentence) {
        listener.accept(sentence);
    }

    /**
     * Sets a listener that is given a sentence about each thing that happens. It is called on the thread that runs the
     * operation.
     *
     * @param progress the listener; it replaces the one that was set before
     * @return this operation
     */
    public LongOperation<R> onProgress(Consumer<String> progress) {
        this.listener = Objects.requireNonNull(progress, "progress");
        return this;
    }

    /**
     * Makes the requests that are due. An API that cannot be reached, or answers with an error of its own, does not end the
     * operation while it polls.
     *
     * @return the state of the operation
     * @throws InvalidInputException if an argument of the operation is invalid
     * @throws OperationTimeoutException if the operation has a timeout, and it is over
     * @throws HumanitecException if the operation failed
     * @throws IllegalStateException if the operation has ended before
     */
    public Progress<R> poll() {
        if (hasEnded) {
            throw new IllegalStateException("The operation has ended.");
        }
        try {
            Progress<R> progress = advance();
            if (progress.result().isPresent()) {
                end();
            }
            return progress;
        } catch (OperationTimeoutException e) {
            giveUp();
            throw e;
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    private Progress<R> advance() {
        if (next == null) {
            enter(first);
        }
        while (true) {
            if (next instanceof Next.Done<R> done) {
                return new Progress<>(Optional.of(done.result()), "done", Duration.ZERO);
            } else if (next instanceof Next.Then<R> then) {
                enter(then.stage());
            } else if (next instanceof Next.Await<R, ?> await) {
                Optional<Progress<R>> progress = advance(await);
                if (progress.isPresent()) {
                    return progress.get();
                }
            } else if (next instanceof Next.Queue<R> queue) {
                Optional<Progress<R>> progress = advance(queue);
                if (progress.isPresent()) {
                    return progress.get();
                }
            }
        }
    }

    private void enter(Stage<R> entered) {
        stage = entered;
        next = entered.enter(operation);
    }

    /** Returns nothing if the operation continues at once. */
    private <T> Optional<Progress<R>> advance(Next.Await<R, T> await) {
        if (await != polled) {
            polled = await;
            lastStatus = "";
        }
        goal = await.poller().goal();
        Poller.Progress<T> seen = await.poller().poll();
        if (seen.result().isPresent()) {
            next = await.then().apply(seen.result().get());
            return Optional.empty();
        }
        if (!seen.status().equals(lastStatus)) {
            lastStatus = seen.status();
            log(goal + ": " + lastStatus);
        }
        return Optional.of(new Progress<>(Optional.empty(), seen.status(), seen.nextPoll()));
    }

    private Optional<Progress<R>> advance(Next.Queue<R> queue) {
        goal = queue.goal();
        if (queue.isFirst().toCompletableFuture().isDone()) {
            next = queue.then().get();
            return Optional.empty();
        }
        Duration left = Duration.between(operation.now(), queue.deadline());
        if (left.isZero() || left.isNegative()) {
            throw new OperationTimeoutException(goal, "other deployments are before it");
        }
        return Optional.of(new Progress<>(
                Optional.empty(), "waiting for " + goal, left.compareTo(QUEUE_PAUSE) < 0 ? left : QUEUE_PAUSE));
    }

    private void end() {
        hasEnded = true;
        operation.close();
    }

    /**
     * Stops running the operation. What Humanitec does already goes on, but for a pipeline run, which is cancelled. The
     * listener is told in what state this leaves Humanitec. Does nothing if the operation has ended or has not begun.
     */
    public void giveUp() {
        if (hasEnded) {
            return;
        }
        try {
            if (stage != null) {
                log(stage.abandon(operation));
            }
        } finally {
            end();
        }
    }

    /**
     * Runs the operation on the calling thread.
     *
     * @param timeout how long to wait for its end, more than zero; afterwards it is given up as with {@link #giveUp()}
     * @return the result
     * @throws InvalidInputException if the timeout is not positive, or an argument of the operation is invalid
     * @throws OperationTimeoutException if the operation has not ended in time
     * @throws HumanitecException if the operation failed
     * @throws InterruptedException if the thread is interrupted; the operation is then given up
     */
    public R await(Duration timeout) throws InterruptedException {
        return await(timeout, client.sleeper());
    }

    /**
     * Runs the operation on the calling thread.
     *
     * @param timeout as for {@link #await(Duration)}
     * @param sleeper waits between two requests
     * @return the result
     * @throws OperationTimeoutException if the operation has not ended in time
     * @throws HumanitecException if the operation failed
     * @throws InterruptedException if the sleeper is interrupted; the operation is then given up
     */
    public R await(Duration timeout, Sleeper sleeper) throws InterruptedException {
        Instant deadline = operation.now().plus(Poller.requireTimeout(timeout));
        try {
            while (true) {
                Progress<R> progress = poll();
                if (progress.result().isPresent()) {
                    return progress.result().get();
                }
                Duration left = Duration.between(operation.now(), deadline);
                if (left.isZero() || left.isNegative()) {
                    giveUp();
                    throw new OperationTimeoutException(goal, progress.status());
                }
                sleeper.sleep(progress.nextPoll().compareTo(left) < 0 ? progress.nextPoll() : left);
            }
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        }
    }

    /**
     * Runs the operation on an executor. Each request is made by a task of its own; between two of them no thread is used.
     *
     * @param executor runs the tasks, one at a time
     * @return completes with the result, or with the exception that {@link #poll()} throws; if it is cancelled or completed by
     *     somebody else, the operation is given up at the time of its next poll
     */
    public CompletableFuture<R> toFuture(Executor executor) {
        CompletableFuture<R> future = new CompletableFuture<>();
        executor.execute(() -> run(future, executor));
        return future;
    }

    private void run(CompletableFuture<R> future, Executor executor) {
        try {
            if (future.isDone()) {
                giveUp();
                return;
            }
            Progress<R> progress = poll();
            if (progress.result().isPresent()) {
                future.complete(progress.result().get());
            } else {
                CompletableFuture.delayedExecutor(progress.nextPoll().toMillis(), TimeUnit.MILLISECONDS, executor)
                        .execute(() -> run(future, executor));
            }
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }
}
