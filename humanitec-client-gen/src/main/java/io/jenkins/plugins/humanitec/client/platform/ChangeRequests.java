package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.contract.Operation;
import io.jenkins.plugins.humanitec.client.contract.Schema;
import io.jenkins.plugins.humanitec.client.manifests.ApiCollection;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the requests that create, change and delete an object. */
final class ChangeRequests {

    private static final String CANNOT_CHANGE =
            "The API cannot change this field of an existing object. Leave the field as it is, or first delete ";

    private final String orgId;
    private final ApiCollection collection;
    private final ObjectId object;

    ChangeRequests(String orgId, ApiCollection collection, ObjectId object) {
        this.orgId = orgId;
        this.collection = collection;
        this.object = object;
    }

    /** Returns the requests that create the object; empty if the API cannot create it. */
    List<PlannedChange.Request> create(Manifest manifest) {
        Operation create = collection.create().orElse(null);
        if (create == null) {
            return List.of();
        }
        Map<String, String> parameters = collection.parameters(orgId, object.owners());
        if (collection.hasText()) {
            return List.of(text(create, parameters, manifest));
        }
        ObjectNode body = manifest.entity();
        removeNulls(body, collection.request());
        boolean hasId = create.bodySchema()
                .orElseThrow()
                .properties()
                .containsKey(collection.kind().idField());
        if (hasId && !collection.kind().isIdChosenByApi()) {
            body.put(collection.kind().idField(), object.id());
        }
        collection.kind().skips().forEach((field, replacement) -> {
            if (!body.has(field) && !body.has(replacement)) {
                body.put(field, true);
            }
        });
        return List.of(new PlannedChange.Request(create.id(), parameters, body.toString(), false));
    }

    private static PlannedChange.Request text(Operation operation, Map<String, String> parameters, Manifest manifest) {
        return new PlannedChange.Request(
                operation.id(), parameters, manifest.text() == null ? manifest.json() : manifest.text(), true);
    }

    /** Returns the request that reads the object; empty if the API has none. */
    Optional<PlannedChange.Request> read(String apiId) {
        return collection
                .read()
                .map(operation -> new PlannedChange.Request(
                        operation.id(), collection.parameters(orgId, object.owners(), apiId), null, false));
    }

    /** Returns the request that deletes the object; empty if the API cannot delete it. */
    List<PlannedChange.Request> delete(String apiId) {
        return collection.delete().stream()
                .map(operation -> new PlannedChange.Request(
                        operation.id(), collection.parameters(orgId, object.owners(), apiId), null, false))
                .toList();
    }

    /**
     * Returns the requests that change the object.
     *
     * @param manifest the manifest
     * @param found the current fields
     * @param apiId the ID in the API
     * @param fields the changes
     * @return the requests
     * @throws NotChangeableException if the API cannot change one of the fields
     */
    List<PlannedChange.Request> change(Manifest manifest, ObjectNode found, String apiId, List<FieldChange> fields)
            throws NotChangeableException {
        Map<String, String> parameters = collection.parameters(orgId, object.owners(), apiId);
        Operation change = collection.change().orElse(null);
        if (collection.hasText() && change != null) {
            return List.of(text(change, parameters, manifest));
        }
        ObjectNode wanted = manifest.entity();
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(field.topField()));
        List<PlannedChange.Request> requests = new ArrayList<>();
        List<PlannedChange.Request> parts = new ArrayList<>();
        for (String name : List.copyOf(names)) {
            Optional<String> operation = collection.kind().partOperation(name);
            if (operation.isPresent()) {
                names.remove(name);
                JsonNode list = wanted.hasNonNull(name) ? wanted.get(name) : JsonNodeFactory.instance.arrayNode();
                Optional.ofNullable(collection.request().properties().get(name))
                        .ifPresent(schema -> removeNulls(list, schema));
                // The path of a part has the ID of the object too.
                parts.add(new PlannedChange.Request(operation.get(), parameters, list.toString(), false));
            }
        }
        if (!names.isEmpty()) {
            Operation sender = collection
                    .patch()
                    .filter(patch -> names.stream().allMatch(name -> isPlain(wanted.get(name), name, patch)))
                    .orElse(change);
            if (sender == null) {
                throw new NotChangeableException(names.iterator().next(), CANNOT_CHANGE);
            }
            requests.add(new PlannedChange.Request(
                    sender.id(), parameters, body(sender, wanted, found, names).toString(), false));
        }
        requests.addAll(parts);
        return requests;
    }

    /** Returns whether a request that changes only some fields can set a field. It cannot remove one, and merges objects. */
    private static boolean isPlain(@Nullable JsonNode wanted, String name, Operation patch) {
        return wanted != null
                && wanted.isValueNode()
                && !wanted.isNull()
                && patch.bodySchema().orElseThrow().properties().containsKey(name);
    }

    private ObjectNode body(Operation change, ObjectNode wanted, ObjectNode found, Set<String> names)
            throws NotChangeableException {
        Schema schema = change.bodySchema().orElseThrow();
        boolean isReplacement = change.method().equals("PUT");
        ObjectNode body = wanted.objectNode();
        for (Map.Entry<String, Schema> field : schema.properties().entrySet()) {
            String name = field.getKey();
            if (name.equals(collection.kind().idField())) {
                body.put(name, object.id());
            } else if (names.contains(name) && !wanted.hasNonNull(name)) {
                if (!isReplacement) {
                    body.set(name, empty(name, field.getValue()));
                }
            } else if (names.contains(name) || isReplacement || schema.requires(name)) {
                boolean isFresh = collection.kind().fresh().contains(name);
                JsonNode value = wanted.hasNonNull(name) || isFresh ? wanted.get(name) : found.get(name);
                if (value != null) {
                    requireAccepted(name, value);
                    removeNulls(value, field.getValue());
                    body.set(name, value);
                }
            }
        }
        for (String name : names) {
            if (!schema.properties().containsKey(name)) {
                throw new NotChangeableException(name, CANNOT_CHANGE);
            }
        }
        return body;
    }

    /** Refuses what the API returns, but does not accept: the references to secrets in its own store. */
    private static void requireAccepted(String name, JsonNode value) throws NotChangeableException {
        boolean isOfPlatform = value.findValues("secret_refs").stream()
                .anyMatch(references -> references.findValuesAsText("store").contains("humanitec"));
        if (isOfPlatform) {
            throw new NotChangeableException(
                    name,
                    "The API does not accept references to its own store 'humanitec' in this change. Replace each by a"
                            + " 'value' with ${credentials:ID}, or by a reference to another store, in ");
        }
    }

    /** Removes the fields with null, which means that they are not set. In content whose structure is free, null is a value. */
    private static void removeNulls(JsonNode json, Schema schema) {
        if (json instanceof ObjectNode object) {
            Map<String, Schema> known = schema.properties();
            object.properties()
                    .removeIf(field -> known.containsKey(field.getKey())
                            && field.getValue().isNull());
            known.forEach((name, field) -> removeNulls(object.path(name), field));
            schema.values().ifPresent(values -> object.forEach(value -> removeNulls(value, values)));
        } else {
            schema.items().ifPresent(items -> json.forEach(element -> removeNulls(element, items)));
        }
    }

    /** Returns the value that removes a field. */
    private static JsonNode empty(String name, Schema schema) throws NotChangeableException {
        if (schema.isNullable()) {
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (schema.type()) {
            case "array" -> JsonNodeFactory.instance.arrayNode();
            case "object" -> JsonNodeFactory.instance.objectNode();
            case "string" -> JsonNodeFactory.instance.textNode("");
            default -> throw new NotChangeableException(name, CANNOT_CHANGE);
        };
    }

    /** Thrown if the API cannot change a field of an existing object. The message ends where the name of the object follows. */
    static final class NotChangeableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String field;

        NotChangeableException(String field, String message) {
            super(message);
            this.field = field;
        }

        String field() {
            return field;
        }
    }
}
