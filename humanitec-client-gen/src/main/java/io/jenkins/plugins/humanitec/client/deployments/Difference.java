package io.jenkins.plugins.humanitec.client.deployments;

import java.util.List;

/**
 * What leads from one deployment set to another.
 *
 * @param changes what is different, in the order of its paths; empty if nothing is
 */
public record Difference(List<Change> changes) {

    /** Copies the changes. */
    public Difference {
        changes = List.copyOf(changes);
    }

    /**
     * One thing that is different.
     *
     * @param path where it is, such as {@code modules/backend/spec/containers/main/image}
     * @param before what is there in the first set, as JSON; null if nothing is
     * @param after what is there in the second set, as JSON; null if nothing is
     */
    public record Change(String path, String before, String after) {

        /** @return {@code add}, {@code remove} or {@code replace}, as RFC 6902 names them */
        public String op() {
            return before == null ? "add" : after == null ? "remove" : "replace";
        }

        /** @return the change in a line, that begins with {@code +}, {@code -} or {@code ~} */
        @Override
        public String toString() {
            return switch (op()) {
                case "add" -> "+ " + path + ": " + after;
                case "remove" -> "- " + path + ": " + before;
                default -> "~ " + path + ": " + before + " -> " + after;
            };
        }
    }

    /** @return the changes for people, a line each */
    public List<String> lines() {
        return changes.isEmpty()
                ? List.of("no difference")
                : changes.stream().map(Change::toString).toList();
    }
}
