package io.jenkins.plugins.humanitec.simulator.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders of a Score specification, and those of the platform that they become. */
record Placeholders(JsonNode spec) {

    private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([^}]*)}");
    private static final String ENVIRONMENT = "environment";
    private static final String SERVICE = "service";

    /** Returns whether resources of a type are not provisioned: the shared values, and the services of other workloads. */
    static boolean isBuiltIn(String type) {
        return Set.of(ENVIRONMENT, SERVICE).contains(type);
    }

    /** Returns a copy in which every text has the placeholders of the platform. */
    JsonNode resolve(JsonNode json, String place) {
        return Json.replaceTexts(json, place, (text, at) -> TextNode.valueOf(resolve(text, at)));
    }

    /** Returns a copy of extensions, where a doubled dollar sign is a placeholder of the platform. */
    static JsonNode unescape(JsonNode json) {
        return Json.replaceTexts(json, "", (text, place) -> TextNode.valueOf(text.replace("$${", "${")));
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
            Problem.badRequestIf(value.isMissingNode(), place + ": " + found.group() + " does not exist.");
            return value.asText();
        }
        Problem.badRequestIf(
                !parts[0].equals("resources") || parts.length < 2,
                place + ": " + found.group() + " must begin with metadata or resources.");
        JsonNode resource = spec.path("resources").path(parts[1]);
        Problem.badRequestIf(
                resource.isMissingNode(), place + ": " + found.group() + " needs a resource '" + parts[1] + "'.");
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
