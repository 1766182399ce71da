package io.jenkins.plugins.humanitec.simulator.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.core.report.LogLevel;
import com.github.fge.jsonschema.core.report.ProcessingMessage;
import com.github.fge.jsonschema.main.JsonSchema;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import io.jenkins.plugins.humanitec.simulator.operations.ClassPathFile;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;

/** A Score specification with its overrides applied. */
final class ScoreFile {

    private static final JsonSchema SCHEMA = schema();

    private ScoreFile() {}

    private static JsonSchema schema() {
        try {
            JsonNode schema = new YAMLMapper().readTree(ClassPathFile.text(ScoreFile.class, "score-v1b1.yaml"));
            return JsonSchemaFactory.byDefault().getJsonSchema(schema);
        } catch (JsonProcessingException | ProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the specification of a request with its overrides. */
    static ObjectNode complete(JsonNode input) {
        if (!(input.path("spec") instanceof ObjectNode given)) {
            throw Problem.badRequest("spec: a Score specification must be an object.");
        }
        ObjectNode spec = given.deepCopy();
        merge(spec, input.path("overrides"));
        input.path("property_overrides").forEachEntry((path, value) -> set(spec, path, value));
        check(spec);
        return spec;
    }

    private static void check(ObjectNode spec) {
        for (ProcessingMessage message : SCHEMA.validateUnchecked(spec)) {
            if (message.getLogLevel().compareTo(LogLevel.ERROR) >= 0) {
                String place = message.asJson().at("/instance/pointer").asText();
                throw Problem.badRequest((place.isEmpty() ? "/" : place) + ": " + message.getMessage());
            }
        }
    }

    /** Merges objects. Null deletes a field; lists are replaced. */
    static void merge(ObjectNode into, JsonNode changes) {
        changes.forEachEntry((name, value) -> {
            if (value.isNull()) {
                into.remove(name);
            } else if (into.get(name) instanceof ObjectNode object && value.isObject()) {
                merge(object, value);
            } else {
                into.set(name, value.deepCopy());
            }
        });
    }

    /** Sets one property by its path. A dot in a name is written with a backslash before it. */
    private static void set(ObjectNode spec, String path, JsonNode value) {
        ObjectNode changes = Json.object();
        ObjectNode innermost = changes;
        String[] names = path.split("(?<!\\\\)\\.");
        Problem.badRequestIf(names.length == 0, "property_overrides: '" + path + "' is not the path of a property.");
        for (int i = 0; i < names.length - 1; i++) {
            innermost = innermost.putObject(names[i].replace("\\.", "."));
        }
        innermost.set(names[names.length - 1].replace("\\.", "."), value);
        merge(spec, changes);
    }
}
