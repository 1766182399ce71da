package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.model.DeploymentError;
import java.io.Serializable;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A reason why a deployment failed. A component is null if the API does not return it.
 *
 * @param code the API's code, such as {@code RUNT-001}, or null
 * @param scope the type of the affected object, such as {@code workload}, or null
 * @param object the name of the affected object, or null
 * @param summary a short description, or null
 * @param message a full description, or null
 */
public record DeploymentProblem(
        @Nullable String code,
        @Nullable String scope,
        @Nullable String object,
        @Nullable String summary,
        @Nullable String message)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static DeploymentProblem of(DeploymentError error) {
        return new DeploymentProblem(
                error.getCode(), error.getScope(), error.getObjectId(), error.getSummary(), error.getMessage());
    }

    /**
     * Returns a placeholder for problems that could not be read.
     *
     * @param why why they could not be read
     */
    static DeploymentProblem unread(String why) {
        return new DeploymentProblem(
                null, null, null, null, "Its errors cannot be read: " + why + (why.endsWith(".") ? "" : "."));
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
        String what = ApiText.or(message, ApiText.or(summary, "the API gives no reason"));
        return line.length() == 0 ? what : line + ": " + what;
    }
}
