package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.contract.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object of the API, as a manifest can have them. */
public final class EntityFields {

    private EntityFields() {}

    /**
     * {@return the fields of an object that a manifest can have, without the ID}
     *
     * @param collection the collection of the object
     * @param element the object in a response
     */
    public static ObjectNode of(ApiCollection collection, JsonNode element) {
        ObjectNode fields = projected(element, collection.request()).deepCopy();
        collection.kind().renamed().forEach((field, responseField) -> {
            if (element.hasNonNull(responseField)) {
                ObjectNode into = fields;
                String[] names = field.split("\\.");
                for (int i = 0; i < names.length - 1; i++) {
                    into = into.withObjectProperty(names[i]);
                }
                into.set(names[names.length - 1], element.get(responseField));
            }
        });
        fields.remove(collection.kind().idField());
        return fields;
    }

    /** Returns the parts that a request can have. */
    private static JsonNode projected(JsonNode json, Schema request) {
        Map<String, Schema> known = request.properties();
        if (json.isObject() && !known.isEmpty()) {
            ObjectNode object = ((ObjectNode) json).objectNode();
            known.forEach((name, schema) -> {
                if (!isEmpty(json.get(name))) {
                    object.set(name, projected(json.get(name), schema));
                }
            });
            return object;
        }
        if (json.isObject() && request.values().isPresent()) {
            ObjectNode object = ((ObjectNode) json).objectNode();
            json.properties()
                    .forEach(field -> object.set(
                            field.getKey(),
                            projected(field.getValue(), request.values().get())));
            return object;
        }
        if (json.isArray() && request.items().isPresent()) {
            List<JsonNode> elements = new ArrayList<>();
            json.forEach(
                    element -> elements.add(projected(element, request.items().get())));
            return JsonNodeFactory.instance.arrayNode().addAll(elements);
        }
        return json;
    }

    /**
     * {@return what only one object can have at a time, such as the criteria of definitions of a type}
     *
     * @param object the object
     * @param entity its fields
     */
    public static List<JsonNode> unique(ObjectId object, ObjectNode entity) {
        Kind kind = Kind.of(object.kind());
        ArrayNode all = JsonNodeFactory.instance.arrayNode().add(entity);
        JsonNode list = kind.unique().equals("*") ? all : entity.path(kind.unique());
        String place = kind + " " + object.owners().get("app_id") + " "
                + entity.path("type").asText();
        return elements(list, kind.partDefaults(kind.unique())).stream()
                .map(element -> (JsonNode)
                        JsonNodeFactory.instance.arrayNode().add(place).add(element))
                .toList();
    }

    /** Returns the elements with the values that the API fills in. */
    static List<JsonNode> elements(JsonNode list, Map<String, String> defaults) {
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode element : list) {
            JsonNode copy = element.deepCopy();
            if (copy instanceof ObjectNode object) {
                object.properties().removeIf(field -> isEmpty(field.getValue()));
                defaults.forEach(
                        (field, value) -> object.put(field, object.path(field).asText(value)));
            }
            elements.add(copy);
        }
        return elements;
    }

    static boolean isEmpty(@Nullable JsonNode json) {
        return json == null
                || json.isNull()
                || json.isContainerNode() && json.isEmpty()
                || json.isTextual() && json.asText().isEmpty();
    }
}
