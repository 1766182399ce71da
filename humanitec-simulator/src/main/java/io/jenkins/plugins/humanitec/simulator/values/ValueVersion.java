package io.jenkins.plugins.humanitec.simulator.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
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

        private ObjectNode json(String level) {
            ObjectNode json = Json.object()
                    .put("op", after == null ? "remove" : before == null ? "add" : "replace")
                    .put("path", JsonPointer.empty().appendProperty(key).toString());
            return after == null ? json : json.set("value", after.json(level));
        }

        private Change without(StoredValue value) {
            return new Change(key, value.equals(before) ? null : before, value.equals(after) ? null : after);
        }
    }

    /** Writes the version as the JSON of the contract, with the values of an application or environment. */
    ObjectNode json(Map<String, StoredValue> values, String level) {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("result_of", cause)
                .put("comment", comment)
                .put("created_by", by)
                .put("created_at", at.toString())
                .put("updated_at", at.toString())
                .put("source_value_set_version_id", previousId);
        ObjectNode byKey = json.putObject("values");
        values.forEach((key, value) -> byKey.set(key, value.json(level)));
        return json.set("change", Json.array(changes.stream().map(change -> change.json(level))));
    }

    /** Returns the version as if a value had never been set. */
    ValueVersion without(StoredValue value) {
        List<Change> remaining =
                changes.stream().map(change -> change.without(value)).toList();
        return new ValueVersion(id, remaining, cause, comment, previousId, by, at);
    }
}
