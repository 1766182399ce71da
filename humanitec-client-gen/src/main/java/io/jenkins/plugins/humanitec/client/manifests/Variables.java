package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces the variables of the caller in a document, {@code ${env.NAME}}. */
final class Variables {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env\\.([^}]*)}");
    private static final Pattern UNEXPANDED = Pattern.compile("\\$\\{[A-Z][A-Z0-9_]*}");

    private final Map<String, String> values;
    private final BiConsumer<String, String> faults;
    private @Nullable String firstPointer;

    /** The faults receive the JSON Pointer and the message of each fault. */
    Variables(Map<String, String> values, BiConsumer<String, String> faults) {
        this.values = values;
        this.faults = faults;
    }

    /** Replaces the variables in all texts below a JSON Pointer. */
    void expand(String pointer, JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.properties()
                    .forEach(field ->
                            field.setValue(expanded(pointer + Pointers.segment(field.getKey()), field.getValue())));
        } else if (json instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, expanded(pointer + "/" + i, list.get(i)));
            }
        }
    }

    private JsonNode expanded(String pointer, JsonNode json) {
        if (!json.isTextual()) {
            expand(pointer, json);
            return json;
        }
        String text = json.asText();
        // The platform has no placeholders of this form. Texts with several lines are often scripts, which have.
        if (text.equals("FIXME")
                || !text.contains("\n") && UNEXPANDED.matcher(text).find()) {
            faults.accept(
                    pointer,
                    "This is a gap that was never filled in. Expected a value, or ${env.NAME} for a variable.");
        }
        if (!VARIABLE.matcher(text).find()) {
            return json;
        }
        firstPointer = firstPointer == null ? pointer : firstPointer;
        return TextNode.valueOf(replaced(
                text,
                name -> faults.accept(
                        pointer,
                        "The variable '" + name + "' is not given. Expected one of the given variables: "
                                + (values.isEmpty() ? "there are none" : String.join(", ", values.keySet()))
                                + ".")));
    }

    private String replaced(String text, Consumer<String> onMissing) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                onMissing.accept(match.group(1));
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }

    /**
     * Replaces the variables in the text of a document, which keeps its comments.
     *
     * @param text the text
     * @param document what the text contains, with replaced variables
     */
    String expandText(String text, ObjectNode document) {
        if (firstPointer == null) {
            return text;
        }
        String expanded = replaced(text, name -> {});
        if (!isSame(expanded, document)) {
            faults.accept(
                    firstPointer,
                    "The values of the variables change the structure of the file. Write them in quotes.");
        }
        return expanded;
    }

    private static boolean isSame(String text, ObjectNode document) {
        try {
            return YamlDocument.parse(text.getBytes(StandardCharsets.UTF_8))
                    .json()
                    .equals(document);
        } catch (InvalidYamlException e) {
            return false;
        }
    }
}
