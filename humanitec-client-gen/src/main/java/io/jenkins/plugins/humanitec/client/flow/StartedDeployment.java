package io.jenkins.plugins.humanitec.client.flow;

import io.jenkins.plugins.humanitec.client.EnvRef;

/**
 * A deployment that an operation has started, besides the one that it returns: by a pipeline run, or to roll back.
 *
 * @param env the environment
 * @param id the ID of the deployment
 * @param reason what has started it, such as {@code rollback of deployment 42}
 * @param status the status, such as {@code in progress}, {@code succeeded}, {@code failed} or {@link #ROLLED_BACK}
 * @param isOver whether it has ended
 */
public record StartedDeployment(EnvRef env, String id, String reason, String status, boolean isOver) {

    /** The status of a deployment that has restored the one before. */
    public static final String ROLLED_BACK = "rolled back";
}
