package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.ValueScope;

/**
 * What setting a shared value did.
 *
 * @param scope the application or environment that the value belongs to
 * @param key what the value is referred to by
 * @param outcome what happened
 * @param before the value that was there, {@link #MASK} if it was or became a secret; null if there was none
 * @param after the value that is there now, {@link #MASK} if it is a secret
 */
public record ValueChange(ValueScope scope, String key, Outcome outcome, String before, String after) {

    /** What a secret looks like. */
    public static final String MASK = "****";

    /** What happened to a value. */
    public enum Outcome {
        /** It was not there and is now. */
        CREATED,
        /** It was there, and its value or description is another now; a secret counts as changed whenever it is written. */
        CHANGED,
        /** It was there as it was to be, and nothing was written. */
        UNCHANGED
    }
}
