package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The next action of an operation after a {@link Stage} was entered.
 *
 * @param <R> the type of the operation's result
 */
public sealed interface Next<R> {

    /**
     * The operation has ended.
     *
     * @param result the result
     * @param <R> the type of the operation's result
     */
    record Done<R>(R result) implements Next<R> {}

    /**
     * Enter another stage. A runner that survives restarts stores the stage first.
     *
     * @param stage the stage
     * @param <R> the type of the operation's result
     */
    record Then<R>(Stage<R> stage) implements Next<R> {}

    /**
     * Poll until a condition in Humanitec is met.
     *
     * @param poller the poller
     * @param then continues with the result of the poller
     * @param <R> the type of the operation's result
     * @param <T> the type of the poller's result
     */
    record Await<R, T>(Poller<T> poller, Function<T, Next<R>> then) implements Next<R> {}

    /**
     * Wait in the queue of an environment.
     *
     * @param isFirst completes when the operation is the first one in the queue
     * @param goal what the operation waits for, in readable form
     * @param deadline when to stop waiting
     * @param then continues
     * @param <R> the type of the operation's result
     */
    record Queue<R>(CompletionStage<?> isFirst, String goal, Instant deadline, Supplier<Next<R>> then)
            implements Next<R> {}
}
