package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.ValueScope;

/**
 * What is about to be changed.
 *
 * @param what the thing, such as {@code value API_URL}
 * @param where the application or environment that it belongs to; null for the organization
 * @param before what it was, or null
 * @param after what it is to be, or null
 */
public record ChangeDraft(
        @NonNull String what,
        @CheckForNull ValueScope where,
        @CheckForNull String before,
        @CheckForNull String after) {

    /**
     * @param what the thing
     * @param where the application or environment that it belongs to
     * @return a draft that says neither what it was nor what it is to be
     */
    @NonNull
    public static ChangeDraft of(@NonNull String what, @CheckForNull ValueScope where) {
        return new ChangeDraft(what, where, null, null);
    }
}
