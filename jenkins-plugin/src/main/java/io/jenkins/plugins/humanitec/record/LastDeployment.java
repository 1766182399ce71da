package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.overview.ImageVersion;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last deployment to an environment.
 *
 * @param place the environment
 * @param url the URL of the web page of the environment; null if unknown
 * @param status the status of the deployment; null if unknown
 * @param comment the comment of the deployment; null if there is none
 * @param at the start time of the deployment; null if unknown
 * @param images the images that run in the environment, by workload or container
 * @param problem the reason why the deployment is unknown; null if it is known
 */
public record LastDeployment(
        @NonNull DeployedEnvironment place,
        @CheckForNull String url,
        @CheckForNull String status,
        @CheckForNull String comment,
        @CheckForNull OffsetDateTime at,
        @NonNull Map<String, String> images,
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

    /** {@return the status in the language of the user, if it is a known one} */
    public String getStatusText() {
        return status == null ? null : StatusText.of(status);
    }

    /** {@return the state for the page} */
    @NonNull
    public ChangeState getState() {
        return ChangeState.ofDeployment(status);
    }

    /** {@return what runs in the environment: the version of each image, by workload or container} */
    @NonNull
    public Map<String, String> getVersions() {
        Map<String, String> versions = new LinkedHashMap<>();
        images.forEach((name, image) -> versions.put(name, ImageVersion.of(image)));
        return versions;
    }

    /** {@return the comment, without the mark that the plugin adds to find the deployment} */
    public String getComment() {
        return DeploymentResult.withoutMark(comment);
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
