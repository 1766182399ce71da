package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.operations.Watch;
import java.io.Serializable;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What comes after a {@link Stage} was entered.
 *
 * @param <R> what the whole operation returns
 */
public sealed interface Next<R extends Serializable> {

    /**
     * The operation is over.
     *
     * @param result what it returns
     * @param <R> its type
     */
    record Done<R extends Serializable>(R result) implements Next<R> {}

    /**
     * Another stage, to be kept before it is entered.
     *
     * @param stage the stage
     * @param <R> what the whole operation returns
     */
    record Then<R extends Serializable>(Stage<R> stage) implements Next<R> {}

    /**
     * Something is to be waited for that others bring about.
     *
     * @param watch what is waited for
     * @param then goes on when it has come about
     * @param <R> what the whole operation returns
     * @param <T> what there is when it has come about
     */
    record Await<R extends Serializable, T>(Watch<T> watch, Function<T, Next<R>> then) implements Next<R> {}

    /**
     * A turn is to be waited for.
     *
     * @param turn completes when it is there
     * @param goal what is waited for, for people
     * @param deadline when to give up
     * @param then goes on when it is there
     * @param <R> what the whole operation returns
     */
    record Queue<R extends Serializable>(CompletionStage<?> turn, String goal, Instant deadline, Supplier<Next<R>> then)
            implements Next<R> {}
}
