package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What follows after a {@link Stage} was entered.
 *
 * @param <R> the result of the whole operation
 */
public sealed interface Next<R> {

    /**
     * The operation has ended.
     *
     * @param result its result
     * @param <R> the result of the whole operation
     */
    record Done<R>(R result) implements Next<R> {}

    /**
     * Another stage, to be stored before it is entered.
     *
     * @param stage the stage
     * @param <R> the result of the whole operation
     */
    record Then<R>(Stage<R> stage) implements Next<R> {}

    /**
     * Poll until something has happened in Humanitec.
     *
     * @param poller polls for it
     * @param then continues with what the poller returns
     * @param <R> the result of the whole operation
     * @param <T> what the poller returns
     */
    record Await<R, T>(Poller<T> poller, Function<T, Next<R>> then) implements Next<R> {}

    /**
     * Wait in the queue of an environment.
     *
     * @param isFirst completes when the operation is the first in the queue
     * @param goal what is waited for, for people
     * @param deadline when to give up
     * @param then continues
     * @param <R> the result of the whole operation
     */
    record Queue<R>(CompletionStage<?> isFirst, String goal, Instant deadline, Supplier<Next<R>> then)
            implements Next<R> {}
}
