package io.jenkins.plugins.humanitec.client.deployments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes from one deployment set to another.
 *
 * @param changes the changes, ordered by path; empty if the sets are equal
 */
public record Difference(List<Change> changes) {

    /** Copies the changes. */
    public Difference {
        changes = List.copyOf(changes);
    }

    /**
     * One change.
     *
     * @param path the location, such as {@code modules/backend/spec/containers/main/image}
     * @param before the value in the first set as JSON; null if there is none
     * @param after the value in the second set as JSON; null if there is none
     */
    public record Change(
            String path, @Nullable String before, @Nullable String after) {

        /** {@return {@code add}, {@code remove} or {@code replace}, as in RFC 6902} */
        public String op() {
            return before == null ? "add" : after == null ? "remove" : "replace";
        }

        /** {@return the change in one line that begins with {@code +}, {@code -} or {@code ~}} */
        @Override
        public String toString() {
            return switch (op()) {
                case "add" -> "+ " + path + ": " + after;
                case "remove" -> "- " + path + ": " + before;
                default -> "~ " + path + ": " + before + " -> " + after;
            };
        }
    }

    /** {@return the changes in readable form, one line each} */
    public List<String> lines() {
        return changes.isEmpty()
                ? List.of("no difference")
                : changes.stream().map(Change::toString).toList();
    }
}
