package io.jenkins.plugins.humanitec.simulator.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Matching criteria. Criteria match a resource if all their fields are equal to those of the resource. The most specific
 * criteria have precedence: the resource, then the environment, the application, and the environment type.
 */
public final class Criteria {

    private static final List<String> BY_PRECEDENCE = List.of("env_type", "app_id", "env_id", "res_id");

    private Criteria() {}

    /** Returns whether any of the criteria matches, where a field that is not given matches anything. */
    static boolean anyMatches(JsonNode criteria, Map<String, String> given) {
        return criteria.valueStream()
                .anyMatch(one -> given.entrySet().stream()
                        .allMatch(field -> !one.hasNonNull(field.getKey())
                                || one.get(field.getKey()).asText().equals(field.getValue())));
    }

    /**
     * Returns how specific criteria are.
     *
     * @param criteria the criteria
     * @param resource the fields of the resource: {@code class}, {@code app_id}, {@code env_id}, {@code env_type}, {@code
     *     res_id}
     * @return -1 if they do not match; otherwise a number that is higher for more specific criteria
     */
    public static int rank(JsonNode criteria, Map<String, String> resource) {
        int rank = 0;
        if (!criteria.path("class").asText("default").equals(resource.get("class"))) {
            return -1;
        }
        for (int i = 0; i < BY_PRECEDENCE.size(); i++) {
            String field = BY_PRECEDENCE.get(i);
            if (criteria.hasNonNull(field)) {
                if (!criteria.get(field).asText().equals(resource.get(field))) {
                    return -1;
                }
                rank += 1 << i;
            }
        }
        return rank;
    }
}
