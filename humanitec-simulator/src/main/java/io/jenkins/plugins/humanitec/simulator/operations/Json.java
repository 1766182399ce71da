package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Creates JSON. */
public final class Json {

    private Json() {}

    /** @return a new object without fields */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Returns an object that may be missing.
     *
     * @param json the object; anything else, also null, if it is missing
     * @return the object; otherwise a new object without fields
     */
    public static ObjectNode objectOrEmpty(JsonNode json) {
        return json instanceof ObjectNode object ? object : object();
    }

    /**
     * Creates a list.
     *
     * @param elements the elements
     * @return a new list
     */
    public static ArrayNode array(Stream<? extends JsonNode> elements) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements.forEach(list::add);
        return list;
    }

    /**
     * Replaces all texts in a value.
     *
     * @param json the value
     * @param place the place of the value, to which the places of its parts are added, such as {@code /metadata/name}
     * @param replacement returns what replaces a text at a place
     * @return a copy
     */
    public static JsonNode replaceTexts(
            JsonNode json, String place, BiFunction<String, String, ? extends JsonNode> replacement) {
        if (json.isObject()) {
            ObjectNode copy = object();
            json.forEachEntry((name, value) -> copy.set(name, replaceTexts(value, place + "/" + name, replacement)));
            return copy;
        }
        if (json.isArray()) {
            return array(IntStream.range(0, json.size())
                    .mapToObj(i -> replaceTexts(json.get(i), place + "/" + i, replacement)));
        }
        return json.isTextual() ? replacement.apply(json.asText(), place) : json;
    }
}
