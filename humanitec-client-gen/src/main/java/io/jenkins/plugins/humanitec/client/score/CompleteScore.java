package io.jenkins.plugins.humanitec.client.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A Score file with its overrides and properties, as far as they are known here. The API decides about it. */
final class CompleteScore {

    private CompleteScore() {}

    /** Merges objects. Null removes a field; lists are replaced. */
    static void merge(ObjectNode into, JsonNode overrides) {
        overrides.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                into.remove(field.getKey());
            } else if (into.get(field.getKey()) instanceof ObjectNode object && value.isObject()) {
                merge(object, value);
            } else {
                into.set(field.getKey(), value);
            }
        });
    }

    /** Sets a property. A dot in a name is written with a backslash before it. Null removes the property. */
    static void set(ObjectNode into, Map.Entry<String, JsonNode> property) {
        String[] names = property.getKey().split("(?<!\\\\)\\.");
        JsonNode parent = into;
        for (int i = 0; i < names.length; i++) {
            String name = names[i].replace("\\.", ".");
            boolean isLast = i == names.length - 1;
            if (parent instanceof ObjectNode object
                    && isLast
                    && property.getValue().isNull()) {
                object.remove(name);
            } else if (parent instanceof ObjectNode object && isLast) {
                object.set(name, property.getValue());
            } else if (parent instanceof ObjectNode object) {
                JsonNode child = object.path(name);
                parent = child.isContainerNode() ? child : object.putObject(name);
            } else if (parent instanceof ArrayNode list
                    && name.matches("[0-9]{1,4}")
                    && list.has(Integer.parseInt(name))) {
                parent = isLast
                        ? list.set(Integer.parseInt(name), property.getValue())
                        : list.get(Integer.parseInt(name));
            }
        }
    }
}
