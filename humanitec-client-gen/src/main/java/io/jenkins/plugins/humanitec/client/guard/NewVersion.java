package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A version of an artefact to be registered. Missing information counts as a match.
 *
 * @param type the type of the artefact; empty if unknown
 * @param names the possible names of the artefact
 * @param refs the possible branches and tags of the version, such as {@code refs/heads/main}; empty if unknown
 */
record NewVersion(String type, List<String> names, List<String> refs) {

    /**
     * More steps than any reasonable expression needs. Without a limit, an expression could run for an unlimited time.
     */
    private static final int MAX_STEPS = 100_000;

    /** With these flags, Java treats line breaks and the case of letters as RE2 does, which servers in Go use. */
    private static final int AS_IN_RE2 = Pattern.UNIX_LINES | Pattern.UNICODE_CASE;

    /** Character classes that RE2 could read differently: POSIX classes, nested classes and intersections. */
    private static final Pattern AMBIGUOUS = Pattern.compile("\\[[^]]*(\\[|&&)");

    static NewVersion ofArtefact(JsonNode body) {
        String ref = body.path("ref").asText("");
        return new NewVersion(
                body.path("type").asText(""),
                List.of(body.path("name").asText("")),
                ref.isEmpty() ? List.of() : List.of(ref));
    }

    /** Returns the version of a request of the older operation, which identifies the image by its ID. */
    static NewVersion ofBuild(String imageId, JsonNode body) {
        List<String> refs = new ArrayList<>();
        if (body.hasNonNull("branch")) {
            refs.add("refs/heads/" + body.path("branch").asText());
        }
        body.path("tags").forEach(tag -> refs.add("refs/tags/" + tag.asText()));
        String image = body.path("image").asText().replaceAll("[:@][^/]*$", "");
        return new NewVersion("container", image.isEmpty() ? List.of(imageId) : List.of(imageId, image), refs);
    }

    /**
     * Returns whether an automation rule deploys the version.
     *
     * @param rule the automation rule
     */
    boolean isDeployedBy(JsonNode rule) {
        boolean hasOldFilter = rule.path("artefacts_filter").isEmpty();
        JsonNode filter = rule.path(hasOldFilter ? "images_filter" : "artefacts_filter");
        boolean isExclusion = rule.path(hasOldFilter ? "exclude_images_filter" : "exclude_artefacts_filter")
                .asBoolean();
        boolean isCovered = filter.isEmpty() || (isExclusion ? !isExcludedBy(filter) : isAmong(filter));
        return rule.path("active").asBoolean(true) && isCovered && matchesRef(rule);
    }

    private boolean matchesRef(JsonNode rule) {
        String matchRef = rule.path("match_ref").asText("");
        if (!matchRef.isEmpty() || refs.isEmpty()) {
            return matchRef.isEmpty() || refs.isEmpty() || refs.stream().anyMatch(ref -> finds(matchRef, ref));
        }
        String kind =
                switch (rule.path("update_to").asText("")) {
                    case "branch" -> "refs/heads/";
                    case "tag" -> "refs/tags/";
                    default -> "";
                };
        String match = rule.path("match").asText("");
        return refs.stream()
                .filter(ref -> ref.startsWith(kind))
                .anyMatch(ref -> match.isEmpty() || finds(match, ref.replaceFirst("^refs/(heads|tags)/", "")));
    }

    /**
     * Returns whether the version starts a pipeline that has the trigger {@code artefact}.
     *
     * @param trigger the conditions of the trigger in the definition of the pipeline; a missing node if there are none
     */
    boolean starts(JsonNode trigger) {
        String ofType = trigger.path("type").asText("");
        boolean isOfType = type.isEmpty() || Stream.of("", "null", type).anyMatch(ofType::equalsIgnoreCase);
        JsonNode include = trigger.path("include");
        String matchRef = trigger.path("match-ref").asText("");
        return isOfType
                && (include.isEmpty() || isAmong(include))
                && !isExcludedBy(trigger.path("exclude"))
                && (matchRef.isEmpty() || refs.isEmpty() || refs.stream().anyMatch(ref -> finds(matchRef, ref)));
    }

    /** Returns whether a list contains all possible names exactly. A missing name does not count. */
    private boolean isExcludedBy(JsonNode list) {
        List<String> excluded =
                list.isArray() ? list.valueStream().map(JsonNode::asText).toList() : List.of();
        return names.stream().allMatch(name -> !name.isEmpty() && excluded.contains(name));
    }

    /**
     * Returns whether an entry matches a name. An entry can have a scheme or wildcards, be a regular expression, or contain only
     * the end of a name. An entry that is not a text, and a missing name, match.
     */
    private boolean isAmong(JsonNode list) {
        return list.valueStream()
                .anyMatch(entry -> entry.isContainerNode()
                        || names.stream()
                                .anyMatch(name -> matches(entry.asText().replaceFirst("^https?://", ""), name)));
    }

    private static boolean matches(String entry, String name) {
        return name.isEmpty()
                || name.equals(entry)
                || name.endsWith("/" + entry)
                || entry.endsWith("/" + name)
                || entry.contains("*")
                || finds("^(?:" + entry + ")$", name);
    }

    private static boolean finds(String expression, String ref) {
        if (AMBIGUOUS.matcher(expression).find()) {
            return true;
        }
        try {
            return Pattern.compile(expression, AS_IN_RE2)
                    .matcher(new LimitedText(ref, new int[] {MAX_STEPS}))
                    .find();
        } catch (PatternSyntaxException | IllegalStateException e) {
            return true;
        }
    }

    @Override
    public String toString() {
        return "versions of " + names.get(0) + (refs.isEmpty() ? "" : " from " + String.join(", ", refs));
    }

    /** A text that allows a limited number of character reads. */
    private record LimitedText(String text, int[] left) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new IllegalStateException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new LimitedText(text.substring(start, end), left);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
