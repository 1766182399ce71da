package io.jenkins.plugins.humanitec.client.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last state that was read of something.
 *
 * @param value the state; null if it was not read yet
 * @param readAt the time at which the state was read; null if it was not read yet
 * @param error why the last attempt to read failed; null if it did not fail
 * @param isBeingRead whether a new state is about to be read
 * @param <T> the type of the state
 */
public record Snapshot<T>(
        @Nullable T value,
        @Nullable Instant readAt,
        @Nullable String error,
        boolean isBeingRead) {

    static <T> Snapshot<T> of(T value, Instant readAt) {
        return new Snapshot<>(value, readAt, null, false);
    }

    /** Returns the same state with the reason why it could not be read again. */
    Snapshot<T> withError(String reason) {
        return new Snapshot<>(value, readAt, reason, false);
    }

    Snapshot<T> beingRead() {
        return new Snapshot<>(value, readAt, error, true);
    }
}
