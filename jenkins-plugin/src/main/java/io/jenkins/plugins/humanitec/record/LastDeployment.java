package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.time.OffsetDateTime;

/**
 * The last deployment to an environment.
 *
 * @param place the environment
 * @param url the URL of the web page of the environment; null if unknown
 * @param status the status of the deployment; null if unknown
 * @param comment the comment of the deployment; null if there is none
 * @param at the start time of the deployment; null if unknown
 * @param problem the reason why the deployment is unknown; null if it is known
 */
public record LastDeployment(
        @NonNull DeployedEnvironment place,
        @CheckForNull String url,
        @CheckForNull String status,
        @CheckForNull String comment,
        @CheckForNull OffsetDateTime at,
        @CheckForNull String problem) {

    /** {@return the name of the environment for the page} */
    public String getName() {
        return place.toString();
    }

    /** {@return the URL of the web page of the environment} */
    public String getUrl() {
        return url;
    }

    /** {@return the status of the deployment} */
    public String getStatus() {
        return status;
    }

    /** {@return whether the deployment has failed} */
    public boolean isFailed() {
        return "failed".equals(status);
    }

    /** {@return the comment, without the mark that the plugin adds to find the deployment} */
    public String getComment() {
        return comment == null ? "" : comment.replaceFirst(" ?\\[[0-9a-f]{12}]$", "");
    }

    /** {@return the time since the start of the deployment, as text; empty if unknown} */
    public String getAge() {
        return at == null
                ? ""
                : Util.getTimeSpanString(
                        Math.max(0, System.currentTimeMillis() - at.toInstant().toEpochMilli()));
    }

    /** {@return the reason why the deployment is unknown; null if it is known} */
    public String getProblem() {
        return problem;
    }
}
