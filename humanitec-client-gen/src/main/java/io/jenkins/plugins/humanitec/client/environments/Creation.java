package io.jenkins.plugins.humanitec.client.environments;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operation that creates or updates an object.
 *
 * @param found the object as it is now
 * @param isCreated whether the operation created it
 * @param isChanged whether it existed and the operation changed it
 * @param <T> the type of the object
 */
public record Creation<T>(T found, boolean isCreated, boolean isChanged) {

    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(30);

    static <T> Creation<T> created(T found) {
        return new Creation<>(found, true, false);
    }

    static <T> Creation<T> changed(T found) {
        return new Creation<>(found, false, true);
    }

    static <T> Creation<T> unchanged(T found) {
        return new Creation<>(found, false, false);
    }

    /**
     * Corrects the result for a caller that was interrupted and does not know which requests it has made.
     *
     * @param begun when the caller started, by a clock that may differ from the API's by up to 30 seconds; null if it was
     *     not interrupted
     * @param createdAt when the object was created, or null
     * @return a result that says "created" if the object was created since then; else this result
     */
    public Creation<T> resumed(@Nullable Instant begun, @Nullable OffsetDateTime createdAt) {
        boolean isNew =
                begun != null && createdAt != null && !createdAt.toInstant().isBefore(earliest(begun));
        return isNew ? created(found) : this;
    }

    /**
     * Returns the earliest time that the API may have recorded for a request of a caller.
     *
     * @param begun when the caller started, by its own clock
     * @return that time minus 30 seconds, for the difference between the clocks
     */
    public static Instant earliest(Instant begun) {
        return begun.minus(CLOCK_DIFFERENCE);
    }

    /** {@return {@code created}, {@code changed} or {@code unchanged}} */
    public String word() {
        return isCreated ? "created" : isChanged ? "changed" : "unchanged";
    }
}
