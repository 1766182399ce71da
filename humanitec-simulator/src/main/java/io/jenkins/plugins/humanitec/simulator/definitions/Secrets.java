package io.jenkins.plugins.humanitec.simulator.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;

/** The secret inputs of a driver. The platform stores them and returns references to them. */
final class Secrets {

    private Secrets() {}

    /** Returns the body of a request in which references replace the secrets, and the values in references. */
    static ObjectNode hide(Call call, String definitionId) {
        ObjectNode body = call.bodyOrEmpty().deepCopy();
        if (body.path("driver_inputs") instanceof ObjectNode inputs) {
            String location = "orgs--" + call.parameter("orgId") + "--defs--" + definitionId;
            JsonNode secrets = inputs.remove("secrets");
            if (inputs.get("secret_refs") instanceof ObjectNode references) {
                inputs.set("secret_refs", references(references, location, false));
            }
            if (secrets instanceof ObjectNode plain) {
                ObjectNode all = inputs.get("secret_refs") instanceof ObjectNode given ? given : inputs.objectNode();
                inputs.set("secret_refs", all.setAll(references(plain, location, true)));
            }
        }
        return body;
    }

    private static ObjectNode references(ObjectNode input, String location, boolean isSecret) {
        ObjectNode output = input.objectNode();
        input.forEachEntry((name, value) -> {
            String ref = location + "--" + name;
            boolean stored = isSecret ? !value.isObject() : value.hasNonNull("value");
            if (stored) {
                output.putObject(name).put("store", "humanitec").put("ref", ref).put("version", "1");
            } else if (value instanceof ObjectNode nested && !nested.has("ref")) {
                output.set(name, references(nested, ref, isSecret));
            } else {
                output.set(name, value);
            }
        });
        return output;
    }
}
