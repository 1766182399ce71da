package io.jenkins.plugins.humanitec.client.score;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.contract.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds placeholders for resources that a Score file does not declare, where the specification permits placeholders. */
final class ScorePlaceholders {

    /** A doubled dollar sign stands for the sign itself. A dot in a name is written with a backslash before it. */
    private static final Pattern OF_RESOURCE =
            Pattern.compile("(?<!\\$)(?:\\$\\$)*(\\$\\{resources\\.((?:\\\\\\.|[A-Za-z0-9_-])+)[^}]*})");

    private final JsonNode spec;
    private final List<Violation> violations = new ArrayList<>();

    ScorePlaceholders(JsonNode spec) {
        this.spec = spec;
    }

    List<Violation> violations() {
        spec.path("containers").properties().forEach(each -> {
            String pointer = "/containers" + inside(each.getKey());
            JsonNode container = each.getValue();
            check(pointer + "/variables", container.path("variables"));
            forEach(pointer + "/volumes", container.path("volumes"), this::checkVolume);
            forEach(pointer + "/files", container.path("files"), this::checkFile);
        });
        spec.path("resources")
                .properties()
                .forEach(each -> check(
                        "/resources" + inside(each.getKey()) + "/params",
                        each.getValue().path("params")));
        return violations;
    }

    private interface Check {
        void check(String pointer, JsonNode json);
    }

    private static void forEach(String pointer, JsonNode json, Check check) {
        json.properties().forEach(each -> check.check(pointer + inside(each.getKey()), each.getValue()));
        for (int i = 0; json.isArray() && i < json.size(); i++) {
            check.check(pointer + "/" + i, json.get(i));
        }
    }

    private void checkVolume(String pointer, JsonNode volume) {
        check(pointer + "/source", volume.path("source"));
    }

    private void checkFile(String pointer, JsonNode file) {
        if (!file.path("noExpand").asBoolean()) {
            check(pointer + "/content", file.path("content"));
        }
    }

    private void check(String pointer, JsonNode json) {
        forEach(pointer, json, this::check);
        Matcher found = OF_RESOURCE.matcher(json.asText());
        while (found.find()) {
            String resource = found.group(2).replace("\\.", ".");
            if (!spec.path("resources").has(resource)) {
                violations.add(new Violation(
                        pointer,
                        found.group(1) + " needs the resource '" + resource
                                + "'. Declare it under 'resources', or correct its name."));
            }
        }
    }

    private static String inside(String name) {
        return JsonPointer.empty().appendProperty(name).toString();
    }
}
