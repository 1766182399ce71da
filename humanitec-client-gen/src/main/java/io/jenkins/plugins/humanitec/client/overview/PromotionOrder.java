package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.Environment;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The order in which deployments are promoted from one environment of an application to the next. The API does not have it, so
 * it follows from the words in the environment types and IDs, and from the environments of which others are copies.
 */
final class PromotionOrder {

    /** The words of each stage, in the order of promotion. */
    private static final List<Pattern> STAGES = List.of(
            words("dev", "development", "sandbox", "playground", "local"),
            words("ci", "test", "testing", "integration", "int"),
            words("qa", "qs", "quality"),
            words("uat", "acceptance", "demo", "performance"),
            words("staging", "stage", "preprod", "preproduction", "pre-prod", "pre-production", "nonprod", "non-prod"),
            words("prod", "production", "live"));

    /** Unknown types are between development and production. */
    private static final int UNKNOWN = 3;

    private static final Pattern PREVIEW = Pattern.compile("(?:[a-z0-9]+-)*(?:pr-[0-9]+|preview-.+)");
    private static final Pattern PREVIEW_TYPE = words("preview", "ephemeral", "pull-request", "review");

    private final Map<String, Environment> byId = new HashMap<>();

    PromotionOrder(Collection<Environment> environments) {
        environments.forEach(environment -> byId.put(environment.getId(), environment));
    }

    private static Pattern words(String... words) {
        return Pattern.compile("(?:^|-)(?:" + String.join("|", words) + ")(?:-|[0-9]*$)");
    }

    /** Returns whether an environment is a preview of a branch or change request. */
    static boolean isPreview(Environment environment) {
        return PREVIEW.matcher(lower(environment.getId())).matches()
                || PREVIEW_TYPE.matcher(lower(environment.getType())).find();
    }

    Comparator<Environment> comparator() {
        return Comparator.comparingInt((Environment environment) -> stage(environment))
                .thenComparingInt(this::distance)
                .thenComparingInt(environment -> stage(environment.getId(), UNKNOWN))
                .thenComparing(
                        Environment::getCreatedAt, Comparator.nullsLast(Comparator.<OffsetDateTime>naturalOrder()))
                .thenComparing(Environment::getId);
    }

    /** Returns the stage of an environment by its type; for an unknown type, by its ID. */
    int stage(Environment environment) {
        return stage(environment.getType(), stage(environment.getId(), UNKNOWN));
    }

    private static int stage(String text, int otherwise) {
        String lower = lower(text);
        if (STAGES.get(STAGES.size() - 2).matcher(lower).find()) {
            return STAGES.size() - 2;
        }
        for (int i = STAGES.size() - 1; i >= 0; i--) {
            if (STAGES.get(i).matcher(lower).find()) {
                return i;
            }
        }
        return otherwise;
    }

    /** Returns the number of copies between an environment and its origin in the same stage. */
    private int distance(Environment environment) {
        int distance = 0;
        Environment current = environment;
        while (distance < byId.size()) {
            Deployment from = current.getFromDeploy();
            Environment origin = from == null ? null : byId.get(from.getEnvId());
            if (origin == null || origin == current || stage(origin) != stage(current)) {
                return distance;
            }
            distance++;
            current = origin;
        }
        // Each is a copy of the other.
        return 0;
    }

    private static String lower(String text) {
        return ApiText.or(text, "").toLowerCase(Locale.ROOT);
    }
}
