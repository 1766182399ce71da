package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.contract.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares an object of the API with its manifest. The manifest has the whole truth, with three exceptions: a field that the API
 * fills in if a request does not have it, a field that no response has, and the value of a secret.
 */
public final class EntityDiff {

    private final Kind kind;
    private final Map<String, String> secrets;
    private final List<FieldChange> changes = new ArrayList<>();

    private EntityDiff(Kind kind, Map<String, String> secrets) {
        this.kind = kind;
        this.secrets = secrets;
    }

    /**
     * Compares an object with its manifest.
     *
     * @param collection the collection of the object
     * @param wanted the fields in the manifest
     * @param found the fields of the object, see {@link EntityFields#of}
     * @param secrets the secrets to which the manifest refers, by the JSON Pointer of the field
     * @return the changes that make the object as the manifest describes it; empty if it is
     */
    public static List<FieldChange> between(
            ApiCollection collection, ObjectNode wanted, ObjectNode found, Map<String, String> secrets) {
        EntityDiff diff = new EntityDiff(collection.kind(), secrets);
        ObjectNode ours = wanted.deepCopy();
        ObjectNode theirs = found.deepCopy();
        StoredSecrets.unify(ours, theirs);
        diff.compare("", ours, theirs, collection.request(), collection.response());
        return diff.changes;
    }

    /**
     * {@return the fields of a new object as changes}
     *
     * @param manifest the manifest of the object
     */
    public static List<FieldChange> ofNew(Manifest manifest) {
        EntityDiff diff = new EntityDiff(manifest.kind(), Map.of());
        diff.addNew("", manifest.entity());
        return diff.changes;
    }

    private void addNew(String pointer, JsonNode json) {
        if (json.isObject() && !json.isEmpty()) {
            json.properties().forEach(field -> addNew(pointer + Pointers.segment(field.getKey()), field.getValue()));
        } else if (!EntityFields.isEmpty(json)) {
            changes.add(FieldChange.of(pointer, null, json));
        }
    }

    /** Compares content whose structure the API does not define. */
    static List<FieldChange> ofContent(Kind kind, ObjectNode wanted, ObjectNode found) {
        EntityDiff diff = new EntityDiff(kind, Map.of());
        diff.compareContent("", wanted, found);
        return diff.changes;
    }

    /** Returns whether the API may leave a value out, or fill it in, since it means nothing. */
    private static boolean isUnset(@Nullable JsonNode json, @Nullable Schema schema) {
        if (json instanceof ObjectNode object
                && schema != null
                && schema.values().isEmpty()) {
            Map<String, Schema> known = schema.properties();
            return object.properties().stream()
                    .allMatch(field ->
                            known.containsKey(field.getKey()) && isUnset(field.getValue(), known.get(field.getKey())));
        }
        return EntityFields.isEmpty(json)
                || json != null && (json.isBoolean() && !json.asBoolean() || json.isNumber() && json.asDouble() == 0);
    }

    private void compare(
            String pointer, ObjectNode wanted, ObjectNode found, Schema request, @Nullable Schema response) {
        Set<String> names = new LinkedHashSet<>();
        wanted.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        Map<String, Schema> requested = request.properties();
        Map<String, Schema> answered = response == null ? Map.of() : response.properties();
        for (String name : names) {
            String inner = pointer + Pointers.segment(name);
            JsonNode ours = wanted.get(name);
            JsonNode theirs = found.get(name);
            boolean isAnswered = answered.containsKey(name);
            if (EntityFields.isEmpty(ours)) {
                boolean isFilledIn = response == null || response.requires(name) && !request.requires(name);
                // A manifest removes a field also by a null or an empty value.
                if (!isUnset(theirs, requested.get(name)) && isAnswered && (!isFilledIn || ours != null)) {
                    changes.add(FieldChange.of(inner, theirs, null));
                }
            } else if (theirs == null) {
                if (isAnswered && !isUnset(ours, requested.get(name))) {
                    add(inner, null, ours);
                }
            } else if (requested.containsKey(name)
                    && hasModel(requested.get(name))
                    && ours instanceof ObjectNode ourObject
                    && theirs instanceof ObjectNode theirObject) {
                compareModels(inner, ourObject, theirObject, requested.get(name), answered.get(name));
            } else if (kind.unordered().contains(name) && ours.isArray() && theirs.isArray()) {
                compareSets(inner, name, ours, theirs);
            } else {
                compareContent(inner, ours, theirs);
            }
        }
    }

    private static boolean hasModel(Schema request) {
        return !request.properties().isEmpty() || request.values().isPresent();
    }

    /** Compares objects with known fields, or maps of such objects. */
    private void compareModels(
            String pointer, ObjectNode wanted, ObjectNode found, Schema request, @Nullable Schema response) {
        if (request.values().isEmpty()) {
            compare(pointer, wanted, found, request, response);
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        wanted.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String inner = pointer + Pointers.segment(name);
            if (wanted.get(name) instanceof ObjectNode ours && found.get(name) instanceof ObjectNode theirs) {
                Schema answered = response == null ? null : response.values().orElse(null);
                compareModels(inner, ours, theirs, request.values().get(), answered);
            } else {
                compareContent(inner, wanted.get(name), found.get(name));
            }
        }
    }

    private void compareSets(String pointer, String name, JsonNode wanted, JsonNode found) {
        Map<String, String> defaults = kind.partDefaults(name);
        List<JsonNode> missing = EntityFields.elements(wanted, defaults);
        List<JsonNode> extra = EntityFields.elements(found, defaults);
        for (JsonNode element : List.copyOf(missing)) {
            if (extra.remove(element)) {
                missing.remove(element);
            }
        }
        extra.forEach(element -> changes.add(FieldChange.of(pointer, element, null)));
        missing.forEach(element -> changes.add(FieldChange.of(pointer, null, element)));
    }

    /** Compares content whose structure the API does not define. */
    private void compareContent(String pointer, @Nullable JsonNode wanted, @Nullable JsonNode found) {
        if (wanted instanceof ObjectNode && found instanceof ObjectNode) {
            Map<String, Boolean> names = new LinkedHashMap<>();
            wanted.fieldNames().forEachRemaining(name -> names.put(name, true));
            found.fieldNames().forEachRemaining(name -> names.put(name, true));
            names.keySet()
                    .forEach(name ->
                            compareContent(pointer + Pointers.segment(name), wanted.get(name), found.get(name)));
        } else if (wanted instanceof ArrayNode ours
                && found instanceof ArrayNode theirs
                && hasSameObjects(ours, theirs)) {
            for (int i = 0; i < ours.size(); i++) {
                compareContent(pointer + "/" + i, ours.get(i), theirs.get(i));
            }
        } else if (!(isNothing(wanted) && isNothing(found)) && !isSame(wanted, found)) {
            add(pointer, found, wanted);
        }
    }

    /** Returns whether lists have the same number of objects, so that their fields can be compared. */
    private static boolean hasSameObjects(ArrayNode wanted, ArrayNode found) {
        return wanted.size() == found.size()
                && wanted.size() > 0
                && wanted.get(0).isObject();
    }

    private void add(String pointer, @Nullable JsonNode from, @Nullable JsonNode to) {
        boolean isCredential = to != null && to.isTextual() && SecretRules.isCredential(to.asText());
        // Most secrets are stored where they cannot be read.
        boolean isStored = from == null
                || from.asText().equals(FieldChange.SECRET)
                || from.asText().equals(secrets.get(pointer));
        if (!isCredential || !isStored) {
            changes.add(FieldChange.of(pointer, from, to));
        }
    }

    private static boolean isNothing(@Nullable JsonNode json) {
        return json == null || json.isNull() || json.isContainerNode() && json.isEmpty();
    }

    private static boolean isSame(@Nullable JsonNode wanted, @Nullable JsonNode found) {
        return wanted != null
                && found != null
                && wanted.equals(
                        (a, b) -> a.isNumber() && b.isNumber()
                                ? a.decimalValue().compareTo(b.decimalValue())
                                : a.equals(b) ? 0 : 1,
                        found);
    }
}
