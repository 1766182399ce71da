package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A version of an artefact that is registered. Where it does not say enough, it counts as if it fitted.
 *
 * @param type what kind of artefact it is; empty if unknown
 * @param names what the artefact may be called
 * @param refs the branches and tags that it may be a version of, as {@code refs/heads/main}; empty if unknown
 */
record NewVersion(String type, List<String> names, List<String> refs) {

    /** More steps than that no sensible expression needs, and Java's engine could take forever. */
    private static final int STEPS = 100_000;

    static NewVersion ofArtefact(JsonNode body) {
        String ref = body.path("ref").asText("");
        return new NewVersion(
                body.path("type").asText(""),
                List.of(body.path("name").asText("")),
                ref.isEmpty() ? List.of() : List.of(ref));
    }

    /** The old way to register a version, by the image's ID. */
    static NewVersion ofBuild(String imageId, JsonNode body) {
        List<String> refs = new ArrayList<>();
        if (body.hasNonNull("branch")) {
            refs.add("refs/heads/" + body.path("branch").asText());
        }
        body.path("tags").forEach(tag -> refs.add("refs/tags/" + tag.asText()));
        return new NewVersion(
                "container", List.of(imageId, body.path("image").asText().replaceAll("[:@][^/]*$", "")), refs);
    }

    /** @param rule an automation rule */
    boolean isDeployedBy(JsonNode rule) {
        boolean hasOldFilter = rule.path("artefacts_filter").isEmpty();
        JsonNode filter = rule.path(hasOldFilter ? "images_filter" : "artefacts_filter");
        boolean isExclusion = rule.path(hasOldFilter ? "exclude_images_filter" : "exclude_artefacts_filter")
                .asBoolean();
        boolean isNamed = filter.isEmpty() ? !isExclusion : isAmong(filter);
        return rule.path("active").asBoolean(true) && isNamed != isExclusion && fits(rule);
    }

    private boolean fits(JsonNode rule) {
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

    /** @param trigger the trigger {@code artefact} of a pipeline's definition */
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

    /** An entry may have a scheme, be only the end of the name, or have wildcards. */
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
                    .matcher(new Counted(ref, new int[] {STEPS}))
                    .find();
        } catch (PatternSyntaxException | IllegalStateException e) {
            return true;
        }
    }

    @Override
    public String toString() {
        return "versions of " + names.get(0) + (refs.isEmpty() ? "" : " from " + String.join(", ", refs));
    }

    /** A text that can be read for so many characters only. */
    private record Counted(String text, int[] left) implements CharSequence {

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
            return new Counted(text.substring(start, end), left);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
