package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads and checks the definitions of pipelines. */
final class PipelineDefinition {

    /** The fields that a definition must have. */
    static final List<String> REQUIRED = List.of("name", "on", "jobs");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private PipelineDefinition() {}

    /** Reads YAML or JSON; throws an exception if it is neither. */
    static JsonNode parse(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The pipeline is not valid YAML: " + e.getOriginalMessage(), e);
        }
    }

    /** Throws a problem with status 400 if a definition, which can be null, cannot be executed. */
    static void require(JsonNode definition) {
        Problem.badRequestIf(definition == null || !definition.isObject(), "The body is not a pipeline definition.");
        REQUIRED.forEach(field ->
                Problem.badRequestIf(!definition.hasNonNull(field), "The pipeline definition has no '" + field + "'."));
        JsonNode id = definition.path("id");
        Problem.badRequestIf(
                !id.isMissingNode()
                        && !(id.isTextual() && ID.matcher(id.asText()).matches()),
                "id: " + id + " does not match " + ID + ".");
        JsonNode jobs = definition.get("jobs");
        Problem.badRequestIf(!jobs.isObject() || jobs.isEmpty(), "The pipeline definition has no jobs.");
        jobs.forEachEntry((name, job) -> requireJob(name, job, jobs));
        requireRegex(definition.at("/on/artefact/match-ref").asText());
    }

    private static void requireJob(String id, JsonNode job, JsonNode jobs) {
        Problem.badRequestIf(!job.path("steps").isArray(), "Job '" + id + "' has no list of steps.");
        job.get("steps")
                .forEach(step -> Problem.badRequestIf(
                        !step.path("uses").isTextual(), "A step of job '" + id + "' has no 'uses'."));
        PipelineJob.needs(job)
                .forEach(need -> Problem.badRequestIf(
                        !jobs.has(need), "Job '" + id + "' needs the unknown job '" + need + "'."));
    }

    private static void requireRegex(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw Problem.badRequest("match-ref: '" + regex + "' is not a regular expression.");
        }
    }

    /** Returns whether a version of an artefact starts a pipeline. */
    static boolean isStartedBy(JsonNode definition, JsonNode version) {
        JsonNode trigger = definition.path("on").path("artefact");
        JsonNode name = version.get("name");
        String ref = trigger.path("match-ref").asText();
        return trigger.isObject()
                && trigger.path("type")
                        .asText("container")
                        .equals(version.get("type").asText())
                && (trigger.path("include").isEmpty() || matches(trigger.path("include"), name))
                && !matches(trigger.path("exclude"), name)
                && (ref.isEmpty() || version.path("ref").asText().matches(ref));
    }

    /** Returns whether one of the patterns is the name, or a regular expression for the whole name. */
    private static boolean matches(JsonNode patterns, JsonNode name) {
        return patterns.valueStream()
                .anyMatch(pattern -> pattern.equals(name) || isRegexOf(pattern.asText(), name.asText()));
    }

    private static boolean isRegexOf(String pattern, String name) {
        try {
            return name.matches(pattern);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
