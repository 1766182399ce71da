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
 * Runs the stages of an operation on the calling thread. A {@link SharedPoller} makes the repeated requests. Use it in
 * programs that run many operations at once; otherwise, {@link LongOperation} is sufficient.
 */
public final class StageRunner {

    private final OperationContext operation;
    private final SharedPoller poller;

    /**
     * Creates a runner.
     *
     * @param operation the context of the operation; closed at the end
     * @param poller the poller that all operations share
     */
    public StageRunner(OperationContext operation, SharedPoller poller) {
        this.operation = operation;
        this.poller = poller;
    }

    /**
     * Runs an operation to its end. If the thread is interrupted or a timeout of the operation passes, first gives up
     * the operation and logs the resulting state in Humanitec.
     *
     * @param first the first stage of the operation
     * @param <R> the type of the result
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
        } catch (InterruptedException e) {
            operation.log(stage.abandon(operation));
            throw e;
        } catch (OperationTimeoutException e) {
            operation.log(stage.abandon(operation));
            throw stage.failure(e);
        } catch (RuntimeException e) {
            throw stage.failure(e);
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
            throw new OperationTimeoutException(queue.goal(), "other deployments are ahead of it");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The deployment queue failed unexpectedly.", e);
        }
        return queue.then().get();
    }

    /** Logs each new status, and passes the result to the waiting thread. */
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
