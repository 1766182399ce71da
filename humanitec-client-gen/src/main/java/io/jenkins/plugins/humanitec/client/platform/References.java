package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the objects to which other objects refer, among those that a plan is about. */
final class References {

    private final Map<String, List<ObjectId>> byKindAndId = new HashMap<>();

    void add(ObjectId object) {
        byKindAndId
                .computeIfAbsent(key(object.kind(), object.id()), key -> new ArrayList<>())
                .add(object);
    }

    private static String key(String kind, String id) {
        // Some fields have the organization before the ID.
        return kind + " " + id.substring(id.lastIndexOf('/') + 1);
    }

    /** Returns the objects to which an object refers, by its owners and its fields. */
    Set<ObjectId> of(ObjectId object, JsonNode fields) {
        Set<ObjectId> found = new HashSet<>();
        Kind.of(object.kind()).references().forEach((field, kind) -> {
            List<String> ids = new ArrayList<>();
            if (object.owners().containsKey(field)) {
                ids.add(object.owners().get(field));
            }
            addValues(fields, field, ids);
            for (String id : ids) {
                for (ObjectId candidate : byKindAndId.getOrDefault(key(kind, id), List.of())) {
                    boolean isReachable = candidate.owners().entrySet().stream()
                            .allMatch(owner -> !object.owners().containsKey(owner.getKey())
                                    || owner.getValue().equals(object.owners().get(owner.getKey())));
                    if (isReachable && !candidate.equals(object)) {
                        found.add(candidate);
                    }
                }
            }
        });
        return found;
    }

    private static void addValues(JsonNode json, String field, List<String> into) {
        if (json.isArray()) {
            json.forEach(element -> addValues(element, field, into));
            return;
        }
        String[] names = field.split("\\.", 2);
        if (names[0].equals("**")) {
            addValues(json, names[1], into);
            json.forEach(inner -> addValues(inner, field, into));
            return;
        }
        JsonNode value = json.path(names[0]);
        if (names.length == 2) {
            addValues(value, names[1], into);
        } else if (value.isTextual()) {
            into.add(value.asText());
        }
    }
}
