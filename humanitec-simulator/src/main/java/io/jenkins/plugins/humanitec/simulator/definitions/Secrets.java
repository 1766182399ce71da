package io.jenkins.plugins.humanitec.simulator.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;

/** The secret inputs of a driver. The platform stores them and returns references to them. */
final class Secrets {

    private Secrets() {}

    /** Returns the body of a request in which references replace the secrets. */
    static ObjectNode hide(Call call, String definitionId) {
        ObjectNode body = call.bodyOrEmpty().deepCopy();
        if (body.path("driver_inputs") instanceof ObjectNode inputs
                && inputs.get("secrets") instanceof ObjectNode secrets) {
            String location = "orgs--" + call.parameter("orgId") + "--defs--" + definitionId;
            inputs.remove("secrets");
            ObjectNode references = inputs.withObject("/secret_refs");
            hide(secrets, references, location);
        }
        return body;
    }

    private static void hide(ObjectNode secrets, ObjectNode references, String location) {
        secrets.properties().forEach(field -> {
            JsonNode value = field.getValue();
            String ref = location + "--" + field.getKey();
            if (value instanceof ObjectNode nested) {
                hide(nested, references.withObject("/" + field.getKey()), ref);
            } else {
                references
                        .putObject(field.getKey())
                        .put("store", "humanitec")
                        .put("ref", ref)
                        .put("version", "1");
            }
        });
    }
}
