package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.deployments.Difference;
import io.jenkins.plugins.humanitec.client.runtime.EnvironmentStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed to an environment.
 *
 * @param env the environment
 * @param name the name of the environment
 * @param type the ID of the environment type; empty if the API does not return it
 * @param stage the position of the environment type in the order of promotion; production has the highest
 * @param createdAt the time of the creation; null if unknown
 * @param lastDeployment the last deployment; null if there is none
 * @param runningDeploymentId the ID of the deployment that runs, which is the last one that succeeded; null if there is none
 * @param status whether the workloads are ready; null if nothing was deployed
 * @param images the images that run, by workload or container
 * @param previousId the ID of the environment before this one in the order of promotion; null for the first one, and for previews
 * @param difference what would make the previous environment equal to this one; null if something is not deployed to both
 */
public record EnvironmentOverview(
        EnvRef env,
        String name,
        String type,
        int stage,
        @Nullable Instant createdAt,
        @Nullable DeploymentOverview lastDeployment,
        @Nullable String runningDeploymentId,
        @Nullable EnvironmentStatus status,
        SortedMap<String, String> images,
        @Nullable String previousId,
        @Nullable Difference difference) {

    /** Copies the images. */
    public EnvironmentOverview {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }
}
