package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.EnvRef;
import java.io.Serializable;
import java.time.Instant;

/**
 * Something that has happened in an environment.
 *
 * @param kind the kind
 * @param env the environment
 * @param envType the type of the environment; empty if the API does not return it
 * @param deploymentId the ID of the deployment; empty for an environment that was created or deleted
 * @param status the status after the event: {@code in progress}, {@code succeeded} or {@code failed} for a deployment, {@code
 *     created} or {@code deleted} for an environment
 * @param time when it happened; for a deletion, when it was noticed
 */
public record Event(EventKind kind, EnvRef env, String envType, String deploymentId, String status, Instant time)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** {@return a short text, such as {@code deploymentSucceeded in shop/development (17f8a2c4)}} */
    @Override
    public String toString() {
        return kind.id() + " in " + env + (deploymentId.isEmpty() ? "" : " (" + deploymentId + ")");
    }
}
