package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A change of a field.
 *
 * @param field the names on the way to the field, with dots between them, such as {@code driver_inputs.values.region}
 * @param from the current value as JSON; null if there is none
 * @param to the new value as JSON; null if the field is removed
 */
public record FieldChange(
        String field, @Nullable String from, @Nullable String to) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The text that stands for a secret. */
    public static final String SECRET = "(secret)";

    private static final String ANOTHER_SECRET = "\"(another secret)\"";

    /**
     * {@return a change of a secret, whose values are not shown}
     *
     * @param pointer the JSON Pointer of the field
     */
    public static FieldChange ofSecret(String pointer) {
        return new FieldChange(Pointers.shown(pointer), '"' + SECRET + '"', ANOTHER_SECRET);
    }

    /** {@return whether only the value of a secret changes, which cannot be read} */
    public boolean isOfSecret() {
        return ANOTHER_SECRET.equals(to);
    }

    static FieldChange of(String pointer, @Nullable JsonNode from, @Nullable JsonNode to) {
        boolean replacesSecret = to != null && to.isTextual() && SecretRules.isCredential(to.asText());
        JsonNode shownFrom = replacesSecret && from != null ? TextNode.valueOf(SECRET) : from;
        return new FieldChange(Pointers.shown(pointer), text(pointer, shownFrom), text(pointer, to));
    }

    private static @Nullable String text(String pointer, @Nullable JsonNode json) {
        return json == null ? null : SecretRules.hidden(pointer, json).toString();
    }

    /** {@return the first name on the way to the field} */
    public String topField() {
        return field.split("[.\\[]", 2)[0];
    }
}
