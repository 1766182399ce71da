package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline step that deploys or prepares a deployment. Conditions of jobs and steps are not evaluated: every step
 * counts as executed.
 *
 * @param place its location in readable form: {@code step 2 of job main}
 * @param environment the step's environment, as an ID or an expression; empty if the step does not name one
 * @param target the ID of the environment; empty if it cannot be determined, or is not a valid ID
 */
record PipelineStep(String place, String environment, Optional<String> target) {

    /** Actions that do not deploy. The effects of calls to systems outside of Humanitec are unknown and are ignored. */
    private static final Pattern HARMLESS = Pattern.compile("actions/humanitec/"
            + "(approve|create-delta|fail|git(hub|lab)-[a-z0-9-]+|http|log|wait-for-readiness)(@.*)?");

    /** The arguments that name an environment of a step. A clone has two: it reads from one and prepares the other. */
    private static final List<String> ARGUMENTS = List.of("env_id", "to_env_id", "environment");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern INPUT =
            Pattern.compile("\\s*inputs(?:\\.([A-Za-z0-9_-]+)|\\[\\s*['\"]([A-Za-z0-9_-]+)['\"]\\s*])\\s*");

    /**
     * Returns the steps of a pipeline that deploy or prepare a deployment.
     *
     * @param definition the definition of the pipeline
     * @param inputs the inputs of its run; a missing node if they are not known yet
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
        return Optional.of(resolved.toString()).filter(PipelineStep::isId);
    }

    /**
     * Returns whether a text is the ID of an environment. The text {@code null} can stand for no value, since all
     * scalars of a definition are read as texts.
     */
    private static boolean isId(String text) {
        try {
            return !Identifiers.requireId("environment", text).equals("null");
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private static String name(Matcher input) {
        return input.group(1) == null ? input.group(2) : input.group(1);
    }

    private static @Nullable String input(String name, JsonNode definition, JsonNode inputs) {
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

    /** Returns whether the environment depends only on inputs of the run. */
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
