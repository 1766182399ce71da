package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a pipeline that deploys, or prepares a deployment. Conditions of jobs and steps are not evaluated: each step counts
 * as if it was carried out.
 *
 * @param place where it is, for people: {@code step 2 of job main}
 * @param environment how its environment is given: an ID or an expression; empty if it names none
 * @param target the environment's ID, if it can be told
 */
record PipelineStep(String place, String environment, Optional<String> target) {

    /** None of these deploys by itself. What is called outside of Humanitec, and does there, cannot be known. */
    private static final Pattern HARMLESS = Pattern.compile(
            "actions/humanitec/" + "(approve|create-delta|fail|git(hub|lab)-.+|http|log|wait-for-readiness)(@.*)?");

    /** The arguments that name the environment of a step. A clone reads from one and prepares another one. */
    private static final List<String> ARGUMENTS = List.of("env_id", "to_env_id", "environment");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{(.*?)}}");
    private static final Pattern INPUT =
            Pattern.compile("\\s*inputs(?:\\.([A-Za-z0-9_-]+)|\\[\\s*['\"]([A-Za-z0-9_-]+)['\"]\\s*])\\s*");

    /**
     * @param definition the definition of a pipeline
     * @param inputs what it is started with; a missing node if that is not known yet
     */
    static List<PipelineStep> of(JsonNode definition, JsonNode inputs) {
        List<PipelineStep> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> job : definition.path("jobs").properties()) {
            JsonNode steps = job.getValue().path("steps");
            if (!steps.isArray()) {
                found.add(new PipelineStep("job " + job.getKey(), "", Optional.empty()));
            }
            for (int i = 0; i < steps.size(); i++) {
                if (!HARMLESS.matcher(steps.path(i).path("uses").asText()).matches()) {
                    String place = "step " + (i + 1) + " of job " + job.getKey();
                    add(found, place, steps.path(i).path("with"), definition, inputs);
                }
            }
        }
        return found;
    }

    private static void add(
            List<PipelineStep> found, String place, JsonNode arguments, JsonNode definition, JsonNode inputs) {
        int before = found.size();
        for (String argument : ARGUMENTS) {
            if (arguments.hasNonNull(argument)) {
                String text = arguments.get(argument).asText();
                found.add(new PipelineStep(place, text, resolve(text, definition, inputs)));
            }
        }
        if (found.size() == before) {
            found.add(new PipelineStep(place, "", Optional.empty()));
        }
    }

    private static Optional<String> resolve(String text, JsonNode definition, JsonNode inputs) {
        StringBuilder resolved = new StringBuilder();
        Matcher expression = EXPRESSION.matcher(text);
        while (expression.find()) {
            Matcher input = INPUT.matcher(expression.group(1));
            String value = input.matches() ? input(name(input), definition, inputs) : null;
            if (value == null) {
                return Optional.empty();
            }
            expression.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        expression.appendTail(resolved);
        return Optional.of(resolved.toString());
    }

    private static String name(Matcher input) {
        return input.group(1) == null ? input.group(2) : input.group(1);
    }

    private static String input(String name, JsonNode definition, JsonNode inputs) {
        JsonNode given = inputs.path(name);
        JsonNode value = given.isMissingNode() || given.isNull()
                ? definition
                        .path("on")
                        .path("pipeline_call")
                        .path("inputs")
                        .path(name)
                        .path("default")
                : given;
        return value.isValueNode() && !inputs.isMissingNode() ? value.asText() : null;
    }

    /** Whether the environment is an input of the run, and nothing but that is unknown. */
    boolean isInput() {
        Matcher expression = EXPRESSION.matcher(environment);
        boolean isAnyFound = false;
        while (expression.find()) {
            isAnyFound = true;
            if (!INPUT.matcher(expression.group(1)).matches()) {
                return false;
            }
        }
        return isAnyFound;
    }
}
