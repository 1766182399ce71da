package io.jenkins.plugins.humanitec.simulator.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;

/** Writes shared values and their versions as the JSON of the contract. */
final class SharedValueJson {

    private SharedValueJson() {}

    static ObjectNode value(StoredValue value, String source) {
        ObjectNode json = Json.object()
                .put("key", value.key())
                .put("value", value.isSecret() ? "" : value.value())
                .put("is_secret", value.isSecret())
                .put("description", value.description())
                .put("source", source)
                .put("created_at", value.createdAt().toString())
                .put("updated_at", value.updatedAt().toString());
        return value.isSecret()
                ? json.put("secret_store_id", value.secret().store())
                        .put("secret_key", value.secret().ref())
                        .put("secret_version", value.secret().version())
                : json.putNull("secret_store_id").putNull("secret_key").putNull("secret_version");
    }

    static ObjectNode version(Values values, ValueVersion version) {
        ObjectNode json = Json.object()
                .put("id", version.id())
                .put("result_of", version.cause())
                .put("comment", version.comment())
                .put("created_by", version.by())
                .put("created_at", version.at().toString())
                .put("updated_at", version.at().toString())
                .put("source_value_set_version_id", version.previousId());
        ObjectNode byKey = json.putObject("values");
        values.valuesOf(version.id()).forEach((key, value) -> byKey.set(key, value(value, values.level())));
        ArrayNode changes = json.putArray("change");
        version.changes().forEach(change -> step(changes.addObject(), change, values.level()));
        return json;
    }

    private static void step(ObjectNode json, ValueVersion.Change change, String level) {
        String path = JsonPointer.empty().appendProperty(change.key()).toString();
        if (change.after() == null) {
            json.put("op", "remove").put("path", path);
        } else {
            json.put("op", change.before() == null ? "add" : "replace")
                    .put("path", path)
                    .set("value", value(change.after(), level));
        }
    }
}
