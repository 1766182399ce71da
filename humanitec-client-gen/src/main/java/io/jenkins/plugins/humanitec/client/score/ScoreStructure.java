package io.jenkins.plugins.humanitec.client.score;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.humanitec.client.contract.Violation;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What in a Score file is not as the specification v1b1 describes it, in {@code score-v1b1.yaml}, and what to do. */
final class ScoreStructure {

    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "object", "an object with names and values",
            "array", "a list",
            "null", "empty");

    private ScoreStructure() {}

    /** The only class that refers to the validator, so that its absence causes an error only here. */
    private static final class Validator {

        static final JsonNode RULES = rules();
        static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(
                        RULES,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());

        private static JsonNode rules() {
            try (InputStream in = Objects.requireNonNull(ScoreStructure.class.getResourceAsStream("score-v1b1.yaml"))) {
                return YamlDocument.parse(in.readAllBytes()).json();
            } catch (IOException | InvalidYamlException e) {
                throw new IllegalStateException(e);
            }
        }

        static List<Violation> violations(JsonNode spec) {
            return SCHEMA.validate(spec).stream().map(Validator::violation).toList();
        }

        private static Violation violation(ValidationMessage message) {
            String pointer = message.getInstanceLocation().toString();
            String field = String.valueOf(message.getProperty());
            return switch (message.getType()) {
                case "required" -> new Violation(pointer, "The field '" + field + "' is missing. Add it.");
                case "additionalProperties" ->
                    new Violation(
                            pointer + "/" + field.replace("~", "~0").replace("/", "~1"),
                            "There is no field '" + field
                                    + "' here. Correct its name or its indentation. The fields are " + names(message)
                                    + ".");
                case "minProperties" -> new Violation(pointer, "There is nothing in it. Add at least one.");
                case "enum" -> new Violation(pointer, "This must be " + values(message.getSchemaNode()) + ".");
                case "type" -> new Violation(pointer, ofType(message));
                case "minimum", "maximum" -> new Violation(pointer, "This must be a number from 1 to 65535.");
                case "pattern" -> new Violation(pointer, "This " + description(message) + ".");
                default -> new Violation(pointer, message.getError() + ".");
            };
        }

        private static String ofType(ValidationMessage message) {
            JsonNode value = Objects.requireNonNull(message.getInstanceNode());
            String hint = value.isValueNode()
                            && !value.isNull()
                            && values(message.getSchemaNode()).equals(TYPES.get("string"))
                    ? " Write it in quotes."
                    : "";
            return "This must be " + values(message.getSchemaNode()) + ", but is "
                    + TYPES.getOrDefault(type(value), "something else") + "." + hint;
        }

        private static String type(JsonNode value) {
            return value.isIntegralNumber()
                    ? "integer"
                    : value.getNodeType().name().toLowerCase(Locale.ROOT);
        }

        private static String values(JsonNode permitted) {
            List<String> texts = new ArrayList<>();
            (permitted.isArray() ? permitted : List.of(permitted))
                    .forEach(value -> texts.add(TYPES.getOrDefault(value.asText(), value.asText())));
            return String.join(" or ", texts).replaceAll(" or (?=.* or )", ", ");
        }

        private static String names(ValidationMessage message) {
            return rule(message).path("properties").properties().stream()
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
        }

        private static String description(ValidationMessage message) {
            return rule(message).path("description").asText("has another form");
        }

        /** Returns the object with the keyword that has failed. */
        private static JsonNode rule(ValidationMessage message) {
            String keyword = message.getSchemaLocation().getFragment().toString();
            return RULES.at(keyword.substring(0, keyword.lastIndexOf('/')));
        }
    }

    /** Returns the violations; without those that the schema validator finds if it is missing or has another version. */
    static List<Violation> violations(JsonNode spec, boolean hasImage) {
        List<Violation> violations = new ArrayList<>();
        try {
            violations.addAll(Validator.violations(spec));
        } catch (LinkageError e) {
            System.getLogger(ScoreStructure.class.getName())
                    .log(System.Logger.Level.DEBUG, "The schema validator is missing or has another version.", e);
        }
        spec.path("containers").properties().stream()
                .filter(container -> !hasImage && isWithoutImage(container.getValue()))
                .map(Map.Entry::getKey)
                .forEach(name -> violations.add(new Violation(
                        JsonPointer.compile("/containers")
                                .appendProperty(name)
                                .appendProperty("image")
                                .toString(),
                        "The container '" + name
                                + "' has no image. Write it here, or give the image of the build with 'image'.")));
        violations.addAll(new ScorePlaceholders(spec).violations());
        return violations;
    }

    private static boolean isWithoutImage(JsonNode container) {
        JsonNode image = container.path("image");
        return container.isObject() && (image.isMissingNode() || image.asText().equals("."));
    }
}
