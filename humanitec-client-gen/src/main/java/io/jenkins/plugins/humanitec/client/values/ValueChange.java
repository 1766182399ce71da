package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.ValueScope;
import org.jspecify.annotations.Nullable;

/**
 * The result of setting a shared value.
 *
 * @param scope the application or environment that the value belongs to
 * @param key the key of the value
 * @param outcome what was done
 * @param before the previous value; {@link #MASK} if it was or became a secret; null if there was none
 * @param after the current value; {@link #MASK} if it is a secret
 */
public record ValueChange(
        ValueScope scope,
        String key,
        Outcome outcome,
        @Nullable String before,
        @Nullable String after) {

    /** Replaces the value of a secret. */
    public static final String MASK = "****";

    /** What was done. */
    public enum Outcome {
        /** The value was created. */
        CREATED,
        /** The value or its description was changed. A secret counts as changed whenever it is written. */
        CHANGED,
        /** The value existed with the same content, and nothing was written. */
        UNCHANGED
    }
}
