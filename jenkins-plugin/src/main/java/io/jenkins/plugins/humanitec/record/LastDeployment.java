package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.time.OffsetDateTime;

/**
 * What was deployed last to an environment.
 *
 * @param place the environment
 * @param url its page for people; null if not known
 * @param status how the deployment stands; null if not known
 * @param comment what the deployer said
 * @param at when it was begun; null if not known
 * @param problem why nothing is known, or null
 */
public record LastDeployment(
        @NonNull DeployedEnvironment place,
        @CheckForNull String url,
        @CheckForNull String status,
        @CheckForNull String comment,
        @CheckForNull OffsetDateTime at,
        @CheckForNull String problem) {

    /** @return what the page calls the environment */
    public String getName() {
        return place.toString();
    }

    /** @return the page of the environment */
    public String getUrl() {
        return url;
    }

    /** @return how the deployment stands */
    public String getStatus() {
        return status;
    }

    /** @return whether it has failed */
    public boolean isFailed() {
        return "failed".equals(status);
    }

    /** @return what the deployer said, without the mark by which the plugin finds it again */
    public String getComment() {
        return comment == null ? "" : comment.replaceFirst(" ?\\[[0-9a-f]{12}]$", "");
    }

    /** @return how long ago it was begun, for people */
    public String getAge() {
        return at == null
                ? ""
                : Util.getTimeSpanString(
                        Math.max(0, System.currentTimeMillis() - at.toInstant().toEpochMilli()));
    }

    /** @return why nothing is known */
    public String getProblem() {
        return problem;
    }
}
