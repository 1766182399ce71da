package io.jenkins.plugins.humanitec.simulator.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Converts a Score specification to a module and shared resources. */
public final class ScoreConverter {

    private static final String DEFAULT_PROFILE = "humanitec/default-module";

    private final JsonNode input;
    private final ObjectNode spec;
    private final Placeholders placeholders;

    private ScoreConverter(JsonNode input) {
        this.input = input;
        this.spec = ScoreFile.complete(input);
        this.placeholders = new Placeholders(spec);
    }

    /**
     * Converts a specification.
     *
     * @param input the request: {@code spec} with the specification, and {@code image}, {@code overrides}, {@code
     *     property_overrides}, {@code resource_type_aliases} and {@code extensions} as in the API
     * @return the deployment set with {@code modules} and {@code shared}
     * @throws Problem with status 400 and the place in the specification if it is not valid
     */
    public static ObjectNode convert(JsonNode input) {
        return new ScoreConverter(input).deploymentSet();
    }

    private ObjectNode deploymentSet() {
        ObjectNode set = Json.object();
        ObjectNode module =
                set.putObject("modules").putObject(spec.at("/metadata/name").asText());
        ObjectNode shared = set.putObject("shared");
        JsonNode extensions = input.path("extensions");
        module.put("profile", extensions.path("profile").asText(DEFAULT_PROFILE));
        ObjectNode externals = module.putObject("externals");
        ObjectNode moduleSpec = module.putObject("spec");
        if (spec.at("/metadata/annotations").isObject()) {
            moduleSpec
                    .putObject("pod")
                    .set("annotations", placeholders.resolve(spec.at("/metadata/annotations"), "/metadata"));
        }
        ObjectNode containers = moduleSpec.putObject("containers");
        spec.get("containers").forEachEntry((name, container) -> containers.set(name, container(name, container)));
        if (spec.at("/service/ports").isObject()) {
            ObjectNode ports = moduleSpec.putObject("service").putObject("ports");
            spec.at("/service/ports").forEachEntry((name, port) -> ports.set(name, port(port)));
        }
        spec.path("resources").forEachEntry((name, resource) -> addResource(name, resource, externals, shared));
        if (extensions.path("spec").isObject()) {
            ScoreFile.merge(moduleSpec, Placeholders.unescape(extensions.get("spec")));
        }
        if (extensions.path("deploy").isObject()) {
            module.set("deploy", extensions.get("deploy"));
        }
        return set;
    }

    private ObjectNode container(String name, JsonNode container) {
        String place = "/containers/" + name;
        ObjectNode json = Json.object().put("id", name).put("image", image(place, container));
        for (String field : List.of("command", "args", "variables")) {
            if (container.has(field)) {
                json.set(field, placeholders.resolve(container.get(field), place + "/" + field));
            }
        }
        if (container.has("resources")) {
            json.set("resources", container.get("resources"));
        }
        if (container.has("files")) {
            ObjectNode files = json.putObject("files");
            each(container.get("files"), place + "/files", (target, file) -> files.set(target, file(place, file)));
        }
        if (container.has("volumes")) {
            ObjectNode mounts = json.putObject("volume_mounts");
            each(container.get("volumes"), place + "/volumes", (target, volume) -> {
                String source = volume.get("source").asText();
                String wrapped = source.startsWith("${") ? source : "${resources." + source + "}";
                String id = placeholders.resolve(wrapped, place + "/volumes");
                Problem.badRequestIf(!id.matches("\\$\\{.+}"), place + "/volumes: '" + source + "' is not a resource.");
                mounts.putObject(target)
                        .put("id", id.substring(2, id.length() - 1))
                        .put("sub_path", volume.path("path").asText(""))
                        .put("read_only", volume.path("readOnly").asBoolean());
            });
        }
        addProbe(json, "liveness_probe", container.path("livenessProbe"));
        addProbe(json, "readiness_probe", container.path("readinessProbe"));
        addProbe(json, "startup_probe", container.path("startupProbe"));
        return json;
    }

    private String image(String place, JsonNode container) {
        String image = container.path("image").asText(".");
        if (!image.equals(".")) {
            return image;
        }
        Problem.badRequestIf(
                !input.hasNonNull("image"),
                place + "/image: the specification has no image, and the request has no default.");
        return input.get("image").asText();
    }

    /** Files and volumes are a list with targets, or an object by target. */
    private static void each(JsonNode mounts, String place, BiConsumer<String, JsonNode> consumer) {
        mounts.forEachEntry(consumer);
        for (int i = 0; mounts.isArray() && i < mounts.size(); i++) {
            Problem.badRequestIf(!mounts.get(i).hasNonNull("target"), place + "/" + i + ": target is missing.");
            consumer.accept(mounts.get(i).get("target").asText(), mounts.get(i));
        }
    }

    private ObjectNode file(String place, JsonNode file) {
        Problem.badRequestIf(
                file.hasNonNull("source"),
                place + "/files: a file with source must be read by the client, with content instead.");
        JsonNode content = file.path("content");
        String text = content.isArray()
                ? content.valueStream().map(line -> line.asText() + "\n").collect(Collectors.joining())
                : content.asText("");
        String value = file.path("noExpand").asBoolean()
                ? text.replace("${", "$${")
                : placeholders.resolve(text, place + "/files");
        return Json.object().put("mode", file.path("mode").asText("0644")).put("value", value);
    }

    private static void addProbe(ObjectNode container, String name, JsonNode probe) {
        JsonNode http = probe.path("httpGet");
        if (http.isObject()) {
            ObjectNode json = container.putObject(name).put("type", "http");
            json.set("path", http.get("path"));
            json.set("port", http.get("port"));
            ObjectNode headers = Json.object();
            http.path("httpHeaders")
                    .forEach(header -> headers.set(header.get("name").asText(), header.get("value")));
            if (!headers.isEmpty()) {
                json.set("headers", headers);
            }
        } else if (probe.path("exec").isObject()) {
            container.putObject(name).put("type", "command").set("command", probe.at("/exec/command"));
        }
    }

    private static ObjectNode port(JsonNode port) {
        int number = port.get("port").asInt();
        return Json.object()
                .put("protocol", port.path("protocol").asText("TCP"))
                .put("service_port", number)
                .put("container_port", port.path("targetPort").asInt(number));
    }

    /** A resource with an ID is shared; the values of the environment and other workloads are not resources. */
    private void addResource(String name, JsonNode resource, ObjectNode externals, ObjectNode shared) {
        String type = resource.get("type").asText();
        if (Placeholders.isBuiltIn(type)) {
            return;
        }
        ObjectNode json = Json.object()
                .put("type", input.path("resource_type_aliases").path(type).asText(type));
        if (resource.has("class")) {
            json.set("class", resource.get("class"));
        }
        if (resource.has("params")) {
            json.set("params", placeholders.resolve(resource.get("params"), "/resources/" + name + "/params"));
        }
        String id = resource.path("id").asText("");
        if (id.isEmpty()) {
            externals.set(name, json);
        } else if (!id.startsWith("modules.")) {
            shared.set(id.startsWith("shared.") ? id.substring("shared.".length()) : id, json);
        }
    }
}
