package io.jenkins.plugins.humanitec.client.flow;

import java.util.function.Supplier;

/**
 * A stage that makes one call.
 *
 * @param call makes the call
 * @param <R> the result of the call
 */
record CallStage<R>(Supplier<R> call) implements Stage<R> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<R> enter(OperationContext operation) {
        return new Next.Done<>(call.get());
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is not known whether the request was carried out.";
    }
}
