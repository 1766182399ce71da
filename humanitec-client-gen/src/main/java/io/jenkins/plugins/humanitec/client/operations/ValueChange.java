package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.ValueScope;

/**
 * What setting a shared value did.
 *
 * @param scope the application or environment that the value belongs to
 * @param key what the value is referred to by
 * @param outcome what happened
 */
public record ValueChange(ValueScope scope, String key, Outcome outcome) {

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
