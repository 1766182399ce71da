package io.jenkins.plugins.humanitec.simulator.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders of a Score specification, and those of the platform that they become. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([^}]*)}");
    private static final String ENVIRONMENT = "environment";
    private static final String SERVICE = "service";

    private final JsonNode spec;

    Placeholders(JsonNode spec) {
        this.spec = spec;
    }

    /** Returns whether resources of a type are not provisioned: the shared values, and the services of other workloads. */
    static boolean isBuiltIn(String type) {
        return Set.of(ENVIRONMENT, SERVICE).contains(type);
    }

    /** Returns a copy in which every text has the placeholders of the platform. */
    JsonNode resolve(JsonNode json, String place) {
        return replaceTexts(json, place, this::resolve);
    }

    /** Returns a copy of extensions, where a doubled dollar sign is a placeholder of the platform. */
    static JsonNode unescape(JsonNode json) {
        return replaceTexts(json, "", (text, place) -> text.replace("$${", "${"));
    }

    private static JsonNode replaceTexts(JsonNode json, String place, BinaryOperator<String> replacement) {
        if (json.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            json.properties()
                    .forEach(field -> copy.set(
                            field.getKey(), replaceTexts(field.getValue(), place + "/" + field.getKey(), replacement)));
            return copy;
        }
        if (json.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < json.size(); i++) {
                copy.add(replaceTexts(json.get(i), place + "/" + i, replacement));
            }
            return copy;
        }
        return json.isTextual() ? TextNode.valueOf(replacement.apply(json.asText(), place)) : json;
    }

    String resolve(String text, String place) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1).isEmpty() ? replacement(found, place) : found.group()));
    }

    private String replacement(MatchResult found, String place) {
        String[] parts = found.group(2).split("\\.", 3);
        if (parts[0].equals("metadata") && parts.length >= 2) {
            JsonNode value = spec.path("metadata");
            for (String name : found.group(2).substring("metadata.".length()).split("\\.")) {
                value = value.path(name);
            }
            if (value.isMissingNode()) {
                throw Problem.badRequest(place + ": " + found.group() + " does not exist.");
            }
            return value.asText();
        }
        if (!parts[0].equals("resources") || parts.length < 2) {
            throw Problem.badRequest(place + ": " + found.group() + " must begin with metadata or resources.");
        }
        JsonNode resource = spec.path("resources").path(parts[1]);
        if (resource.isMissingNode()) {
            throw Problem.badRequest(place + ": " + found.group() + " needs a resource '" + parts[1] + "'.");
        }
        String output = parts.length == 3 ? "." + parts[2] : "";
        return "${" + prefix(parts[1], resource) + output + "}";
    }

    private static String prefix(String name, JsonNode resource) {
        String id = resource.path("id").asText("");
        if (resource.path("type").asText().equals(ENVIRONMENT)) {
            return "values";
        }
        if (resource.path("type").asText().equals(SERVICE)) {
            return "modules." + name + ".service";
        }
        if (id.isEmpty()) {
            return "externals." + name;
        }
        return id.startsWith("modules.") || id.startsWith("shared.") ? id : "shared." + id;
    }
}
