package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.model.DeploymentError;
import java.io.Serializable;
import java.util.StringJoiner;

/**
 * Why a deployment failed.
 *
 * @param code the API's short code, such as {@code RUNT-001}, or null
 * @param scope what kind of thing is affected, such as {@code workload}, or null
 * @param object which one, or null
 * @param summary what is wrong, in a few words, or null
 * @param message what is wrong, or null
 */
public record DeploymentProblem(String code, String scope, String object, String summary, String message)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static DeploymentProblem of(DeploymentError error) {
        return new DeploymentProblem(
                error.getCode(), error.getScope(), error.getObjectId(), error.getSummary(), error.getMessage());
    }

    /** Stands for problems that the API does not tell. */
    static DeploymentProblem unread(String why) {
        return new DeploymentProblem(
                null, null, null, null, "Its errors cannot be read: " + why + (why.endsWith(".") ? "" : "."));
    }

    /** @return the problem in a line */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(" ");
        if (code != null) {
            line.add(code);
        }
        if (object != null && !object.isBlank()) {
            line.add(scope == null ? object : scope + " " + object);
        }
        String what = ApiText.or(message, ApiText.or(summary, "no reason is told"));
        return line.length() == 0 ? what : line + ": " + what;
    }
}
