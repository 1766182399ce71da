package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The content of a delta: the modules that it adds, removes and updates, and the updates of shared resources. */
final class DeltaContent {

    private DeltaContent() {}

    /** Returns the content with all fields that an answer requires. A request may omit them. */
    static ObjectNode complete(JsonNode input) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ObjectNode modules = content.putObject("modules");
        ObjectNode add = modules.putObject("add");
        input.path("modules")
                .path("add")
                .properties()
                .forEach(module -> add.set(module.getKey(), Sets.completeModule(module.getValue())));
        ArrayNode remove = modules.putArray("remove");
        input.path("modules").path("remove").forEach(remove::add);
        ObjectNode update = modules.putObject("update");
        input.path("modules")
                .path("update")
                .properties()
                .forEach(module -> update.set(module.getKey(), module.getValue()));
        ArrayNode shared = content.putArray("shared");
        input.path("shared").forEach(shared::add);
        return content;
    }

    /** Adds the changes in a content to a delta. */
    static void merge(ObjectNode into, ObjectNode content) {
        ObjectNode modules = (ObjectNode) into.get("modules");
        ((ObjectNode) modules.get("add"))
                .setAll((ObjectNode) content.get("modules").get("add"));
        content.path("modules").path("remove").forEach(name -> {
            ((ObjectNode) modules.get("add")).remove(name.asText());
            ((ObjectNode) modules.get("update")).remove(name.asText());
            ((ArrayNode) modules.get("remove")).add(name);
        });
        content.path("modules").path("update").properties().forEach(module -> {
            ArrayNode steps = ((ObjectNode) modules.get("update")).withArray(module.getKey());
            module.getValue().forEach(steps::add);
        });
        content.path("shared").forEach(((ArrayNode) into.get("shared"))::add);
    }
}
