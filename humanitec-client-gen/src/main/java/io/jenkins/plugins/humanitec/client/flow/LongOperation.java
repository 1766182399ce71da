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
import org.jspecify.annotations.Nullable;

/**
 * An operation of several requests, such as a deployment and the wait for its end. It makes no request until it runs:
 *
 * <ul>
 *   <li>{@link #await(Duration)} runs it on the calling thread and returns its result;
 *   <li>{@link #poll()} makes the next requests and returns when to call it again, for callers with a timer;
 *   <li>{@link #toFuture(Executor)} runs it on an executor, and uses no thread between requests.
 * </ul>
 *
 * <p>An operation runs once. It ends with its result or with an exception, and then makes no further requests. Not safe
 * for use by several threads at once.
 *
 * @param <R> the type of the result
 */
public final class LongOperation<R> {

    /** The pause between two checks whether the operation is the first one in its queue. */
    private static final Duration QUEUE_PAUSE = Duration.ofSeconds(1);

    private final Stage<R> first;
    private final ClientContext client;
    private final OperationContext operation;
    private Consumer<String> listener = sentence -> {};
    private @Nullable Stage<R> stage;
    private @Nullable Next<R> next;
    private @Nullable Next<R> polled;
    private boolean hasEnded;
    private String goal = "the operation";
    private String lastStatus = "";

    /**
     * The state of an operation.
     *
     * @param result the result, if the operation has ended
     * @param status the status in readable form
     * @param nextPoll how long to wait before the next {@link LongOperation#poll()}; zero if the operation has ended
     * @param <R> the type of the result
     */
    public record Progress<R>(Optional<R> result, String status, Duration nextPoll) {}

    /**
     * Creates an operation with the default deployment queue.
     *
     * @param first the first stage
     * @param client the client to use
     */
    public LongOperation(Stage<R> first, ClientContext client) {
        this(first, client, DeploymentQueue.OF_PROCESS);
    }

    /**
     * Creates an operation.
     *
     * @param first the first stage
     * @param client the client to use
     * @param queue the deployment queue
     */
    public LongOperation(Stage<R> first, ClientContext client, DeploymentQueue queue) {
        this.first = first;
        this.client = client;
        this.operation = new OperationContext(client, client, queue, this::log);
    }

    /**
     * {@return an operation that makes a single call}
     *
     * @param client the client to use
     * @param call makes the call
     * @param <R> the type of the result
     */
    public static <R> LongOperation<R> of(ClientContext client, Supplier<R> call) {
        return new LongOperation<>(new CallStage<>(call), client);
    }

    private void log(String sentence) {
        listener.accept(sentence);
    }

    /**
     * Sets the listener, which receives a sentence for each event.
     *
     * @param progress the listener, called on the thread that runs the operation; it replaces the previous one
     * @return this operation
     */
    public LongOperation<R> onProgress(Consumer<String> progress) {
        this.listener = Objects.requireNonNull(progress, "progress");
        return this;
    }

    /**
     * Makes the next requests. While the operation polls, it continues if the API cannot be reached or reports a server
     * error.
     *
     * @return the state of the operation
     * @throws InvalidInputException if an argument of the operation is invalid
     * @throws OperationTimeoutException if a timeout of the operation has passed
     * @throws HumanitecException if the operation has failed
     * @throws IllegalStateException if the operation had already ended
     */
    public Progress<R> poll() {
        if (hasEnded) {
            throw new IllegalStateException("The operation has ended. Create a new one.");
        }
        try {
            Progress<R> progress = advance();
            if (progress.result().isPresent()) {
                end();
            }
            return progress;
        } catch (OperationTimeoutException e) {
            giveUp();
            throw failure(e);
        } catch (RuntimeException e) {
            end();
            throw failure(e);
        }
    }

    private RuntimeException failure(RuntimeException problem) {
        return stage == null ? problem : stage.failure(problem);
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
            throw new OperationTimeoutException(goal, "other deployments are ahead of it");
        }
        return Optional.of(new Progress<>(
                Optional.empty(), "waiting for " + goal, left.compareTo(QUEUE_PAUSE) < 0 ? left : QUEUE_PAUSE));
    }

    private void end() {
        hasEnded = true;
        operation.close();
    }

    /**
     * Stops the operation. Actions that have started in Humanitec continue, except a pipeline run, which is cancelled.
     * The listener receives the resulting state. Does nothing if the operation has ended, or has made no request.
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
     * @param timeout how long to wait, more than zero; then gives up as {@link #giveUp()} does
     * @return the result
     * @throws InvalidInputException if the timeout is not positive, or an argument of the operation is invalid
     * @throws OperationTimeoutException if the timeout has passed
     * @throws HumanitecException if the operation has failed
     * @throws InterruptedException if the thread is interrupted; the operation is then given up
     */
    public R await(Duration timeout) throws InterruptedException {
        return await(timeout, client.sleeper());
    }

    /**
     * Runs the operation on the calling thread, as {@link #await(Duration)} does.
     *
     * @param timeout how long to wait, more than zero
     * @param sleeper waits between two requests
     * @return the result
     * @throws HumanitecException as {@link #await(Duration)} does
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
                    throw failure(new OperationTimeoutException(goal, progress.status()));
                }
                sleeper.sleep(progress.nextPoll().compareTo(left) < 0 ? progress.nextPoll() : left);
            }
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        }
    }

    /**
     * Runs the operation on an executor, with a task for each poll. No thread is used between polls.
     *
     * @param executor runs the tasks, one at a time
     * @return completes with the result, or with the exception that {@link #poll()} throws; if it is cancelled or
     *     completed otherwise, the operation is given up at its next poll
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
