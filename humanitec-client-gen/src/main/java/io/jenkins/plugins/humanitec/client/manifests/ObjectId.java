package io.jenkins.plugins.humanitec.client.manifests;

import io.jenkins.plugins.humanitec.client.LogSanitizer;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Identifies an object that a manifest describes.
 *
 * @param kind the name of its kind, such as {@code SharedValue}
 * @param owners the objects that it belongs to, by their names in the metadata, such as {@code app_id}; unmodifiable
 * @param id the ID in the metadata
 */
public record ObjectId(String kind, Map<String, String> owners, String id)
        implements Serializable, Comparable<ObjectId> {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ID = 250;

    /** Copies the owners, and replaces another name of the kind, such as {@code Account}, by its name. */
    public ObjectId {
        kind = Kind.find(kind).map(Kind::name).orElse(kind);
        owners = new TreeMap<>(owners);
    }

    /** {@return whether the IDs can be shown in one line, so that they cannot be taken for something else in a plan} */
    public boolean isPlain() {
        return Stream.concat(Stream.of(id), owners.values().stream())
                .allMatch(text -> text.length() <= LONGEST_ID && text.equals(LogSanitizer.inOneLine(text, LONGEST_ID)));
    }

    @Override
    public Map<String, String> owners() {
        return Map.copyOf(owners);
    }

    /** Orders by kind in the order of creation, then by the text form. */
    @Override
    public int compareTo(ObjectId other) {
        int byKind = Integer.compare(Kind.of(kind).rank(), Kind.of(other.kind).rank());
        return byKind != 0 ? byKind : toString().compareTo(other.toString());
    }

    /** {@return the kind, the owners and the ID, such as {@code SharedValue shop/dev/LOG_LEVEL}} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind).append(' ');
        // An application and an environment type can have the same ID, and roles of the same users.
        owners.forEach((name, owner) -> text.append(name.equals("env_type") ? "env-types/" : "")
                .append(owner)
                .append('/'));
        return text.append(id).toString();
    }
}
