package io.jenkins.plugins.humanitec.simulator.values;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version of the shared values of an application or environment: what changed since the version before.
 *
 * @param id the ID
 * @param changes the changes
 * @param cause the operation that changed the values, as the API names it, such as {@code app_value_create}
 * @param comment the comment on the change
 * @param previousId the ID of the version before; null for the first
 * @param by the ID of the user who changed the values
 * @param at the time of the change
 */
record ValueVersion(
        String id, List<Change> changes, String cause, String comment, String previousId, String by, Instant at) {

    /**
     * The change of a value.
     *
     * @param key the key
     * @param before the value before the change; null if there was none
     * @param after the value after the change; null if it was deleted
     */
    record Change(String key, StoredValue before, StoredValue after) {

        /** Applies the change to values by key. */
        void apply(Map<String, StoredValue> values) {
            if (after == null) {
                values.remove(key);
            } else {
                values.put(key, after);
            }
        }

        private Change without(StoredValue value) {
            return new Change(key, value.equals(before) ? null : before, value.equals(after) ? null : after);
        }
    }

    /** Returns the version as if a value had never been set. */
    ValueVersion without(StoredValue value) {
        List<Change> remaining =
                changes.stream().map(change -> change.without(value)).toList();
        return new ValueVersion(id, remaining, cause, comment, previousId, by, at);
    }
}
