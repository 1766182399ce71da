package io.jenkins.plugins.humanitec.client.flow;

import java.util.function.Supplier;

/** A stage that makes one call. */
record CallStage<R>(Supplier<R> call) implements Stage<R> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<R> enter(OperationContext operation) {
        return new Next.Done<>(call.get());
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is unknown whether Humanitec has carried out the request.";
    }
}
