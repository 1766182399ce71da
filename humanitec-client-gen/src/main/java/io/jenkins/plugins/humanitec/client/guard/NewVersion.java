package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
        return new NewVersion(
                "container", List.of(imageId, body.path("image").asText().replaceAll("[:@][^/]*$", "")), refs);
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
        boolean isListed = filter.isEmpty() ? !isExclusion : isAmong(filter);
        return rule.path("active").asBoolean(true) && isListed != isExclusion && matchesRef(rule);
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
     * Returns whether the version starts a pipeline.
     *
     * @param trigger the trigger {@code artefact} in the definition of the pipeline
     */
    boolean starts(JsonNode trigger) {
        boolean isOfType = type.isEmpty()
                || List.of("", "null", type).contains(trigger.path("type").asText(""));
        boolean isIncluded = trigger.path("include").isEmpty() || isAmong(trigger.path("include"));
        boolean isExcluded = !trigger.path("exclude").isEmpty() && isExactlyAmong(trigger.path("exclude"));
        String matchRef = trigger.path("match-ref").asText("");
        return !trigger.isMissingNode()
                && isOfType
                && isIncluded
                && !isExcluded
                && (matchRef.isEmpty() || refs.isEmpty() || refs.stream().anyMatch(ref -> finds(matchRef, ref)));
    }

    private boolean isExactlyAmong(JsonNode list) {
        return list.valueStream().anyMatch(entry -> names.contains(entry.asText()));
    }

    /**
     * Returns whether an entry matches a name. An entry can have a scheme or wildcards, or contain only the end of a
     * name.
     */
    private boolean isAmong(JsonNode list) {
        return list.valueStream()
                .map(entry -> entry.asText().replaceFirst("^https?://", ""))
                .anyMatch(entry -> names.stream()
                        .anyMatch(name -> name.equals(entry)
                                || name.endsWith("/" + entry)
                                || entry.endsWith("/" + name)
                                || entry.contains("*")));
    }

    private static boolean finds(String expression, String ref) {
        try {
            return Pattern.compile(expression)
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
