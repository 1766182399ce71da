package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.operations.Watch;
import io.jenkins.plugins.humanitec.client.polling.Follower;
import io.jenkins.plugins.humanitec.client.polling.SharedPolls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Follows a watch for a thread that waits for its end. */
final class Following<T> implements Follower<T> {

    private final Consumer<String> progress;
    private final CompletableFuture<T> end = new CompletableFuture<>();

    private Following(Consumer<String> progress) {
        this.progress = progress;
    }

    static <T> T toTheEnd(Watch<T> watch, Consumer<String> progress, SharedPolls polls) throws InterruptedException {
        Following<T> following = new Following<>(progress);
        SharedPolls.Following place = polls.follow(watch, following);
        try {
            return following.end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e);
        } finally {
            place.stop();
        }
    }

    @Override
    public void progressed(String status) {
        progress.accept(status);
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
