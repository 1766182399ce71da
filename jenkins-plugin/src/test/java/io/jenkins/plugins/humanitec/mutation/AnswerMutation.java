package io.jenkins.plugins.humanitec.mutation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A change of a response.
 *
 * @param name what is changed
 * @param status the new status; 0 to keep the status
 * @param body changes the body
 */
record AnswerMutation(String name, int status, UnaryOperator<byte[]> body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bodies that replace the whole body. */
    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "{}",
            "[null]",
            "\"text\"",
            "{\"id\": {\"a\": [null]}}",
            "{\"id\": ",
            "<html><body>Sign in</body></html>");

    /** Values that replace a field, except null; an empty text removes the field. */
    private static final List<String> VALUES =
            List.of("", "\"text\"", "[null]", "17", "{}", "\"\"", "[]", "-1", "{\"a\": null}", "true");

    /**
     * Returns mutations of a response that differ from each other.
     *
     * @param valid the body of the valid response
     * @param isComplete whether each field gets each invalid value; otherwise, it gets null, and every other field
     *     also another value
     */
    static List<AnswerMutation> of(byte[] valid, boolean isComplete) {
        List<AnswerMutation> all = new ArrayList<>();
        for (String body : BODIES) {
            all.add(replacement("body " + (body.isEmpty() ? "empty" : body), 0, body));
        }
        all.add(replacement("status 400, body null", 400, "null"));
        all.add(replacement("status 404, HTML", 404, "<html><body>Not here</body></html>"));
        all.add(replacement(
                "status 422, fields null", 422, "{\"error\":null,\"message\":null,\"details\":{\"a\":null}}"));
        // The definition of a pipeline is YAML.
        if (valid.length > 0 && isJson(valid)) {
            JsonNode tree = read(valid);
            all.add(edit("elements null", node -> elements(node, value -> true)));
            all.add(edit("objects null", node -> {
                fields(node, JsonNode::isObject, "null");
                elements(node, JsonNode::isObject);
            }));
            all.add(edit("arrays null", node -> fields(node, JsonNode::isArray, "null")));
            all.add(edit("arrays empty", node -> fields(node, JsonNode::isArray, "[]")));
            all.add(edit("fields null", node -> fields(node, value -> true, "null")));
            all.add(edit("scalars null", node -> fields(node, JsonNode::isValueNode, "null")));
            all.add(edit("scalars removed", node -> fields(node, JsonNode::isValueNode, "")));
            int number = 0;
            for (String field : names(tree)) {
                all.add(field(field, "null"));
                if (isComplete) {
                    VALUES.forEach(value -> all.add(field(field, value)));
                } else if (number++ % 2 == 0) {
                    all.add(field(field, VALUES.get(number / 2 % VALUES.size())));
                }
            }
        }
        Set<String> results = new HashSet<>(Set.of("0 " + new String(valid, StandardCharsets.UTF_8)));
        all.removeIf(mutation -> !results.add(
                mutation.status() + " " + new String(mutation.body().apply(valid), StandardCharsets.UTF_8)));
        return all;
    }

    private static AnswerMutation replacement(String name, int status, String body) {
        return new AnswerMutation(name, status, valid -> body.getBytes(StandardCharsets.UTF_8));
    }

    private static AnswerMutation field(String field, String value) {
        return edit("field " + field + (value.isEmpty() ? " removed" : " " + value), node -> field(node, field, value));
    }

    private static AnswerMutation edit(String name, Consumer<JsonNode> change) {
        return new AnswerMutation(name, 0, valid -> {
            if (valid.length == 0) {
                return valid;
            }
            JsonNode tree = read(valid);
            change.accept(tree);
            try {
                return JSON.writeValueAsBytes(tree);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static boolean isJson(byte[] bytes) {
        try {
            JSON.readTree(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of all fields at any depth. */
    private static TreeSet<String> names(JsonNode tree) {
        TreeSet<String> names = new TreeSet<>();
        containers(tree).forEach(node -> node.fieldNames().forEachRemaining(names::add));
        return names;
    }

    /** Returns the objects and arrays, outer ones first. */
    private static List<JsonNode> containers(JsonNode tree) {
        List<JsonNode> found = new ArrayList<>();
        if (tree.isContainerNode()) {
            found.add(tree);
            tree.forEach(child -> found.addAll(containers(child)));
        }
        return found;
    }

    private static void elements(JsonNode tree, Predicate<JsonNode> wanted) {
        for (JsonNode node : containers(tree)) {
            if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    if (wanted.test(array.get(i))) {
                        array.set(i, NullNode.getInstance());
                    }
                }
            }
        }
    }

    private static void fields(JsonNode tree, Predicate<JsonNode> wanted, String value) {
        for (JsonNode node : containers(tree)) {
            if (node instanceof ObjectNode object) {
                List<String> names = object.properties().stream()
                        .filter(entry -> wanted.test(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
                names.forEach(name -> set(object, name, value));
            }
        }
    }

    private static void field(JsonNode tree, String name, String value) {
        for (JsonNode node : containers(tree)) {
            if (node instanceof ObjectNode object && object.has(name)) {
                set(object, name, value);
            }
        }
    }

    private static void set(ObjectNode object, String name, String value) {
        if (value.isEmpty()) {
            object.remove(name);
        } else {
            object.set(name, read(value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
