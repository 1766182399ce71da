package io.jenkins.plugins.humanitec.client.pipelines;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A step of a pipeline run that names an environment, or for which the run has failed.
 *
 * @param envId the ID of the environment; null if the step names none
 * @param deploymentId the ID of the deployment to the environment that the step has started; null if it has started none
 * @param hasFailed whether the job of the step has failed because of the step
 */
public record RunStep(@Nullable String envId, @Nullable String deploymentId, boolean hasFailed)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Returns whether the step has started a deployment to a known environment. */
    boolean hasDeployed() {
        return envId != null && deploymentId != null;
    }
}
