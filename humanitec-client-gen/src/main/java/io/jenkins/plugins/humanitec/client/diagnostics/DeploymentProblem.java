package io.jenkins.plugins.humanitec.client.diagnostics;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.model.DeploymentError;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reason why a deployment failed. A component is null if the API does not return it.
 *
 * @param code the API's code, such as {@code RUNT-001}, or null
 * @param type the type of the error, such as {@code resource}, or null
 * @param scope the type of the affected object, such as {@code workload}, or null
 * @param object the name of the affected object, such as {@code modules.backend}, or null
 * @param summary a short description, or null
 * @param message a full description, or null
 * @param scoreFile the path of the Score file that describes the workload of the object; null if none was deployed, or the
 *     object is of no workload
 */
public record DeploymentProblem(
        @Nullable String code,
        @Nullable String type,
        @Nullable String scope,
        @Nullable String object,
        @Nullable String summary,
        @Nullable String message,
        @Nullable String scoreFile)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String OF_WORKLOAD = "modules.";

    /** The types of objects whose names are those of workloads. */
    private static final Set<String> WORKLOADS = Set.of("workload", "module");

    /** Shortens the texts. */
    public DeploymentProblem {
        summary = summary == null ? null : FailureReport.shortened(summary);
        message = message == null ? null : FailureReport.shortened(message);
    }

    static DeploymentProblem of(DeploymentError error) {
        return new DeploymentProblem(
                error.getCode(),
                error.getErrorType(),
                error.getScope(),
                error.getObjectId(),
                error.getSummary(),
                error.getMessage(),
                null);
    }

    /** Returns a placeholder for problems that could not be read, with the reason. */
    static DeploymentProblem unread(String why) {
        return of("Its errors cannot be read: " + why + (why.endsWith(".") ? "" : "."));
    }

    /** Returns a problem of which only a sentence is known. */
    static DeploymentProblem of(String sentence) {
        return new DeploymentProblem(null, null, null, null, null, sentence, null);
    }

    /** {@return the name of the workload that the affected object is or belongs to; empty if it is none, or unknown} */
    public Optional<String> workload() {
        if (object == null || object.isBlank()) {
            return Optional.empty();
        }
        if (object.startsWith(OF_WORKLOAD)) {
            return Optional.of(object.substring(OF_WORKLOAD.length()).split("\\.", 2)[0])
                    .filter(name -> !name.isBlank());
        }
        return scope != null && WORKLOADS.contains(scope.toLowerCase(Locale.ROOT))
                ? Optional.of(object)
                : Optional.empty();
    }

    /** Returns whether the affected object is a resource. The API says so as the type of the error or of the object. */
    boolean isOfResource() {
        return Stream.of(ApiText.or(type, ""), ApiText.or(scope, ""))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("resource"));
    }

    /** Returns the best description. */
    String description() {
        return ApiText.or(message, ApiText.or(summary, "the API gives no reason"));
    }

    DeploymentProblem withScoreFiles(Map<String, String> files) {
        return new DeploymentProblem(
                code,
                type,
                scope,
                object,
                summary,
                message,
                workload().map(files::get).orElse(null));
    }

    /** {@return the problem in one line} */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(" ");
        if (code != null) {
            line.add(code);
        }
        if (object != null && !object.isBlank()) {
            line.add(scope == null ? object : scope + " " + object);
        }
        if (scoreFile != null) {
            line.add("(" + scoreFile + ")");
        }
        return line.length() == 0 ? description() : line + ": " + description();
    }
}
