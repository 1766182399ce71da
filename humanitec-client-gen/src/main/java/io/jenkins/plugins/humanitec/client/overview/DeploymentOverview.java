package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deployment to an environment.
 *
 * @param id the ID; empty if the API does not return it
 * @param status the status, such as {@code pending}, {@code in progress}, {@code succeeded} or {@code failed}
 * @param comment the comment, without the mark that this client adds to its deployments; empty if there is none
 * @param createdBy the ID of the user who has deployed; empty if unknown
 * @param createdAt the time of the start; null if unknown
 * @param changedAt the time of the last change of the status; null if unknown
 */
public record DeploymentOverview(
        String id,
        String status,
        String comment,
        String createdBy,
        @Nullable Instant createdAt,
        @Nullable Instant changedAt) {

    private static final Set<String> OVER = Set.of("succeeded", "failed");

    /**
     * {@return what is shown of a deployment}
     *
     * @param deployment the deployment
     */
    public static DeploymentOverview of(Deployment deployment) {
        return new DeploymentOverview(
                ApiText.or(deployment.getId(), ""),
                ApiText.or(deployment.getStatus(), "unknown"),
                DeploymentResult.withoutMark(deployment.getComment()),
                ApiText.or(deployment.getCreatedBy(), ""),
                instant(deployment.getCreatedAt()),
                instant(deployment.getStatusChangedAt()));
    }

    /** {@return the time from the start to the end; null while the deployment is in progress, and if it is unknown} */
    public @Nullable Duration duration() {
        return createdAt == null || changedAt == null || !OVER.contains(status)
                ? null
                : Duration.between(createdAt, changedAt);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
