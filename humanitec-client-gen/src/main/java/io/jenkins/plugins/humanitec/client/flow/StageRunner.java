package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.polling.PollListener;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs the stages of an operation on the calling thread, while a {@link SharedPoller} makes the requests that are repeated. For
 * programs that run many operations at once; {@link LongOperation} is enough for others.
 */
public final class StageRunner {

    private final OperationContext operation;
    private final SharedPoller poller;

    /**
     * @param operation what the stages need; it is closed at the end
     * @param poller polls for all operations
     */
    public StageRunner(OperationContext operation, SharedPoller poller) {
        this.operation = operation;
        this.poller = poller;
    }

    /**
     * Runs an operation to its end. If the thread is interrupted or the operation's time is over, the operation is given up
     * first, and its log is told in what state this leaves Humanitec.
     *
     * @param first the operation's first stage
     * @param <R> the result
     * @return the result
     * @throws HumanitecException if the operation fails
     * @throws InterruptedException if the thread is interrupted
     */
    public <R> R run(Stage<R> first) throws InterruptedException {
        Stage<R> stage = first;
        try (operation) {
            Next<R> next = stage.enter(operation);
            while (true) {
                if (next instanceof Next.Done<R> done) {
                    return done.result();
                } else if (next instanceof Next.Then<R> then) {
                    stage = then.stage();
                    next = stage.enter(operation);
                } else if (next instanceof Next.Await<R, ?> await) {
                    next = await(await);
                } else if (next instanceof Next.Queue<R> queue) {
                    next = await(queue);
                }
            }
        } catch (InterruptedException | OperationTimeoutException e) {
            operation.log(stage.abandon(operation));
            throw e;
        }
    }

    private <R, T> Next<R> await(Next.Await<R, T> await) throws InterruptedException {
        Listener<T> listener = new Listener<>(await.poller(), operation::log);
        SharedPoller.Subscription subscription = poller.subscribe(await.poller(), listener);
        try {
            return await.then().apply(listener.end.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e);
        } finally {
            subscription.cancel();
        }
    }

    private <R> Next<R> await(Next.Queue<R> queue) throws InterruptedException {
        Duration left = Duration.between(operation.now(), queue.deadline());
        try {
            queue.isFirst().toCompletableFuture().get(left.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(queue.goal(), "other deployments are before it");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A position in the queue does not fail.", e);
        }
        return queue.then().get();
    }

    /** Logs each status once, and keeps the result for the thread that waits for it. */
    private static final class Listener<T> implements PollListener<T> {

        private final Poller<T> polled;
        private final Consumer<String> log;
        private final CompletableFuture<T> end = new CompletableFuture<>();
        private String lastStatus = "";

        Listener(Poller<T> polled, Consumer<String> log) {
            this.polled = polled;
            this.log = log;
        }

        @Override
        public void progressed(String status) {
            if (!status.equals(lastStatus)) {
                lastStatus = status;
                log.accept(polled.goal() + ": " + status);
            }
        }

        @Override
        public void done(T result) {
            end.complete(result);
        }

        @Override
        public void failed(RuntimeException problem) {
            end.completeExceptionally(problem);
        }
    }
}
