package io.jenkins.plugins.humanitec.client.environments;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What came of seeing to it that something is there.
 *
 * @param found what is there now
 * @param isCreated whether it was not there before
 * @param isChanged whether it was there, but not as asked for
 * @param <T> what it is
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
     * Says what happened for a caller that was interrupted and does not know how far it had come.
     *
     * @param begun when the caller began, by a clock that may differ from the API's by half a minute; null if it was not
     *     interrupted
     * @param createdAt when what is there was created, or null
     * @return this; as created by the caller if it was created since then
     */
    public Creation<T> resumed(Instant begun, OffsetDateTime createdAt) {
        boolean isNew =
                begun != null && createdAt != null && !createdAt.toInstant().isBefore(earliest(begun));
        return isNew ? created(found) : this;
    }

    public static Instant earliest(Instant begun) {
        return begun.minus(CLOCK_DIFFERENCE);
    }

    /** @return what happened, in a word */
    public String word() {
        return isCreated ? "created" : isChanged ? "changed" : "unchanged";
    }
}
