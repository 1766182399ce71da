package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.contract.Schema;
import io.jenkins.plugins.humanitec.client.contract.Violation;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks one document, and makes a manifest of it. */
final class ManifestCheck {

    private static final String LOOKS_SECRET = "This looks like a secret, which must not be in a file. Expected ";
    private static final Set<String> ENVELOPE = Set.of("apiVersion", "kind", "metadata", "entity");

    private final String file;
    private final SortedMap<String, Integer> lines;
    private final Variables variables;
    private final List<ManifestFault> faults = new ArrayList<>();

    ManifestCheck(String file, SortedMap<String, Integer> lines, Map<String, String> variables) {
        this.file = file;
        this.lines = lines;
        this.variables = new Variables(variables, this::fault);
    }

    List<ManifestFault> faults() {
        return faults;
    }

    private void fault(String pointer, String message) {
        String known = pointer;
        while (!known.isEmpty() && !lines.containsKey(known)) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        faults.add(new ManifestFault(file, lines.getOrDefault(known, 0), Pointers.shown(pointer), message));
    }

    /** Returns the manifest of a pipeline from its own form, which has no metadata. */
    Optional<Manifest> pipeline(ObjectNode definition, @Nullable String text, Map<String, String> defaults) {
        variables.expand("", definition);
        pipelineFields("", definition);
        String id = definition.path("id").asText(definition.path("name").asText());
        if (id.isEmpty()) {
            fault("", "The pipeline has neither 'id' nor 'name'. Add an 'id'.");
            return Optional.empty();
        }
        Optional<Map<String, String>> owners = owners("Pipeline", definition.objectNode(), defaults);
        String expanded = text == null ? null : variables.expandText(text, definition);
        return owners.map(found -> new ObjectId("Pipeline", found, id))
                .filter(object -> isPlain("", object))
                .map(object -> manifest(object, definition, expanded));
    }

    private boolean isPlain(String pointer, ObjectId object) {
        if (!object.isPlain()) {
            fault(pointer, "Expected IDs in one line, without control characters, of at most 250 characters.");
        }
        return object.isPlain();
    }

    private void pipelineFields(String pointer, ObjectNode definition) {
        if (!definition.path("on").isObject()) {
            fault(pointer + "/on", "Expected an object with the triggers of the pipeline.");
        }
        if (!definition.path("jobs").isObject()) {
            fault(pointer + "/jobs", "Expected an object with the jobs of the pipeline.");
        }
        SecretRules.findInContent(definition)
                .forEach(secret -> fault(
                        pointer + secret.pointer(),
                        secret.isLiteral()
                                ? LOOKS_SECRET + "a shared value that is secret."
                                : "A pipeline cannot have credentials. Expected a shared value that is secret."));
    }

    /** Returns the manifest of a document with {@code kind}, {@code metadata} and {@code entity}. */
    Optional<Manifest> manifest(ObjectNode document, Map<String, String> defaults) {
        variables.expand("", document);
        document.fieldNames().forEachRemaining(name -> {
            if (!ENVELOPE.contains(name)) {
                fault(
                        Pointers.segment(name),
                        "There is no such field. Expected apiVersion, kind, metadata and entity.");
            }
        });
        if (!document.path("apiVersion").asText().equals(ManifestReader.API_VERSION)) {
            fault("/apiVersion", "Expected '" + ManifestReader.API_VERSION + "'.");
        }
        Optional<Kind> kind = Kind.find(document.path("kind").asText());
        if (kind.isEmpty()) {
            fault("/kind", "There is no such kind. Expected one of " + String.join(", ", Kind.names()) + ".");
        }
        if (!document.path("metadata").isObject() || !document.path("entity").isObject()) {
            for (String field : List.of("metadata", "entity")) {
                if (!document.path(field).isObject()) {
                    fault("/" + field, "Expected an object with names and values.");
                }
            }
            return Optional.empty();
        }
        return kind.flatMap(found ->
                manifest(found, (ObjectNode) document.get("metadata"), (ObjectNode) document.get("entity"), defaults));
    }

    private Optional<Manifest> manifest(
            Kind kind, ObjectNode metadata, ObjectNode entity, Map<String, String> defaults) {
        String id = metadata.path("id").asText();
        if (!metadata.path("id").isTextual() || id.isBlank()) {
            fault("/metadata/id", "Expected the ID of the object, a text.");
            return Optional.empty();
        }
        Optional<Map<String, String>> owners = owners(kind.name(), metadata, defaults);
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        ObjectId object = new ObjectId(kind.name(), owners.get(), id);
        if (!isPlain("/metadata", object)) {
            return Optional.empty();
        }
        ApiCollection collection = Manifest.collection(object).orElseThrow();
        JsonNode ownId = entity.path(kind.idField());
        if (!kind.isIdChosenByApi() && !ownId.isMissingNode() && !ownId.asText().equals(id)) {
            fault("/entity/" + kind.idField(), "Expected the ID in metadata.id, or nothing.");
        }
        if (collection.hasText()) {
            pipelineFields("/entity", entity);
            return Optional.of(manifest(object, entity.put(kind.idField(), id), null));
        }
        fields("/entity", entity, collection.request(), collection.response());
        validate(collection, id, entity);
        for (SecretRules.Found secret : SecretRules.find(entity, collection.request())) {
            secret(secret, collection.request(), entity);
        }
        entity.remove(kind.idField());
        return Optional.of(manifest(object, entity, null));
    }

    private Manifest manifest(ObjectId object, ObjectNode entity, @Nullable String text) {
        return new Manifest(object, entity.toString(), text, file, lines.getOrDefault("", 0));
    }

    /** Returns the owners by their names in the metadata. */
    private Optional<Map<String, String>> owners(String kind, ObjectNode metadata, Map<String, String> defaults) {
        int before = faults.size();
        List<List<String>> choices = Kind.of(kind).collections().stream()
                .map(collection -> List.copyOf(collection.owners().values()))
                .toList();
        Set<String> known = new LinkedHashSet<>();
        choices.forEach(known::addAll);
        Optional<Map<String, String>> owners = owners(
                        choices, name -> metadata.path(name).asText(""))
                .or(() -> owners(choices, name -> metadata.path(name).asText(defaults.getOrDefault(name, ""))));
        metadata.fieldNames().forEachRemaining(name -> {
            if (known.contains(name)
                    && !metadata.get(name).isNull()
                    && !metadata.get(name).isTextual()) {
                fault("/metadata" + Pointers.segment(name), "Expected an ID, a text.");
            } else if (!name.equals("id") && !known.contains(name)) {
                fault(
                        "/metadata" + Pointers.segment(name),
                        "There is no such field. Expected id"
                                + (known.isEmpty() ? "" : " and " + String.join(", ", known)) + ".");
            }
        });
        if (owners.isEmpty() && faults.size() == before) {
            fault("/metadata", "Expected " + String.join(" and ", known) + ", which " + kind + " belongs to.");
        }
        return owners;
    }

    /** Returns the values of the longest list of names that are all given. */
    private static Optional<Map<String, String>> owners(List<List<String>> choices, UnaryOperator<String> values) {
        return choices.stream()
                .filter(names ->
                        names.stream().noneMatch(name -> values.apply(name).isBlank()))
                .max(Comparator.comparingInt(List::size))
                .map(names -> names.stream().collect(Collectors.toMap(Function.identity(), values)));
    }

    /** Removes the fields that the API sets itself, and finds those that do not exist. */
    private void fields(String pointer, JsonNode json, Schema request, @Nullable Schema response) {
        Map<String, Schema> known = request.properties();
        if (json instanceof ObjectNode object && !known.isEmpty()) {
            Map<String, Schema> answered = response == null ? Map.of() : response.properties();
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (known.containsKey(name)) {
                    fields(pointer + Pointers.segment(name), object.get(name), known.get(name), answered.get(name));
                } else if (answered.containsKey(name)) {
                    object.remove(name);
                } else if (request.values().isEmpty()) {
                    fault(
                            pointer + Pointers.segment(name),
                            "There is no such field. Expected " + String.join(", ", known.keySet()) + ".");
                }
            }
        } else if (json instanceof ArrayNode list && request.items().isPresent()) {
            Schema answered = response == null ? null : response.items().orElse(null);
            for (int i = 0; i < list.size(); i++) {
                fields(pointer + "/" + i, list.get(i), request.items().get(), answered);
            }
        }
    }

    private void validate(ApiCollection collection, String id, ObjectNode entity) {
        Kind kind = collection.kind();
        Schema schema = collection.request();
        ObjectNode body = entity.deepCopy();
        // Only a plan knows whether the object exists, and does not need them.
        collection.requiredWriteOnly().forEach((name, field) -> {
            if (!body.hasNonNull(name)) {
                field.putEmpty(body, name);
            }
        });
        if (schema.properties().containsKey(kind.idField())) {
            body.put(kind.idField(), id);
        }
        for (Violation violation : schema.violations(Json.withoutNulls(body))) {
            boolean isId = violation.pointer().equals("/" + kind.idField());
            fault(isId ? "/metadata/id" : "/entity" + violation.pointer(), violation.message() + ".");
        }
    }

    private void secret(SecretRules.Found secret, Schema request, ObjectNode entity) {
        String pointer = "/entity" + secret.pointer();
        if (secret.isLiteral()) {
            fault(
                    pointer,
                    LOOKS_SECRET + "${credentials:ID} with the ID of a credential, or a reference to a secret store.");
        } else if (!SecretRules.CREDENTIAL.matcher(secret.value()).matches()
                || secret.value().length() == "${credentials:}".length()) {
            fault(pointer, "Expected ${credentials:ID} as the whole value.");
        } else if (request.properties().containsKey("is_secret")
                && !entity.path("is_secret").asBoolean()) {
            fault(pointer, "Everybody could read this secret. Add 'is_secret: true'.");
        } else if (secret.pointer().startsWith("/driver_inputs/values/")) {
            fault(pointer, "Everybody could read this secret. Move it to driver_inputs.secrets.");
        }
    }
}
