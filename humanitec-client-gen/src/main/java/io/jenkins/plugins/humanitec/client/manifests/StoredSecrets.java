package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes the secrets of a resource definition comparable. A request has values in {@code secrets}, and values and references in
 * {@code secret_refs}; a response has references only, also to the values that the platform stored.
 */
final class StoredSecrets {

    private static final String INPUTS = "driver_inputs";
    private static final String SECRETS = "secrets";
    private static final String REFERENCES = "secret_refs";
    private static final String PLATFORM_STORE = "humanitec";
    private static final JsonNode SECRET = TextNode.valueOf(FieldChange.SECRET);

    private StoredSecrets() {}

    /** Replaces the secrets of a manifest and of an object by one tree for each, in which equal secrets are equal. */
    static void unify(ObjectNode wanted, ObjectNode found) {
        JsonNode ours = tree(wanted);
        JsonNode theirs = tree(found);
        if (ours instanceof ObjectNode tree) {
            align(tree, theirs);
        }
    }

    private static @Nullable JsonNode tree(ObjectNode entity) {
        if (!(entity.get(INPUTS) instanceof ObjectNode inputs)) {
            return null;
        }
        JsonNode values = inputs.remove(SECRETS);
        JsonNode references = inputs.remove(REFERENCES);
        ObjectNode tree = inputs.objectNode();
        addReferences(references, tree);
        addValues(values, tree);
        if (tree.isEmpty()) {
            return null;
        }
        inputs.set(SECRETS, tree);
        return tree;
    }

    private static void addValues(@Nullable JsonNode values, ObjectNode tree) {
        if (values != null) {
            values.properties().forEach(field -> {
                if (field.getValue().isObject()) {
                    addValues(field.getValue(), tree.withObjectProperty(field.getKey()));
                } else if (!field.getValue().isNull()) {
                    tree.set(field.getKey(), SECRET);
                }
            });
        }
    }

    private static void addReferences(@Nullable JsonNode references, ObjectNode tree) {
        if (references != null) {
            references.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (!value.isObject()) {
                    tree.set(field.getKey(), SECRET);
                } else if (!value.path("value").asText("").isEmpty()
                        || value.path("store").asText().equals(PLATFORM_STORE)) {
                    tree.set(field.getKey(), SECRET);
                } else if (value.has("ref")) {
                    tree.set(field.getKey(), value.deepCopy());
                } else {
                    addReferences(value, tree.withObjectProperty(field.getKey()));
                }
            });
        }
    }

    /** Removes what the manifest leaves open: the version of a secret, and how several values are stored as one. */
    private static void align(ObjectNode wanted, @Nullable JsonNode found) {
        if (found instanceof ObjectNode theirs) {
            wanted.properties().forEach(field -> {
                JsonNode other = theirs.get(field.getKey());
                if (field.getValue() instanceof ObjectNode ours) {
                    if (SECRET.equals(other) && isSecretOnly(ours)) {
                        field.setValue(SECRET);
                    } else if (other instanceof ObjectNode reference
                            && ours.has("ref")
                            && !ours.hasNonNull("version")) {
                        reference.remove("version");
                    } else {
                        align(ours, other);
                    }
                }
            });
        }
    }

    private static boolean isSecretOnly(ObjectNode tree) {
        for (JsonNode value : tree) {
            if (!(value instanceof ObjectNode inner ? isSecretOnly(inner) : value.equals(SECRET))) {
                return false;
            }
        }
        return true;
    }
}
