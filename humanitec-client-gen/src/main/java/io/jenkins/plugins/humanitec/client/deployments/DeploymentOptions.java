package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.model.DeploymentMode;
import java.io.Serializable;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How to deploy, as {@link DeploymentRequest} describes it.
 *
 * @param comment the comment of the user
 * @param mark identifies the deployment in its comment
 * @param timeout how long to wait
 * @param waits whether to wait until the deployment has ended
 * @param rollsBack whether to deploy the previous deployment again if this one fails
 * @param concurrency what to do while another deployment is in progress
 * @param isApproved whether to give the approvals that the pipeline run asks for
 * @param mode the deployment mode of the API, or null for its default
 */
record DeploymentOptions(
        String comment,
        String mark,
        Duration timeout,
        boolean waits,
        boolean rollsBack,
        Concurrency concurrency,
        boolean isApproved,
        @Nullable DeploymentMode mode)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Returns the default options, with a new mark. */
    static DeploymentOptions defaults() {
        return new DeploymentOptions(
                "", newMark(), OperationContext.NO_LIMIT, true, false, Concurrency.WAIT, false, null);
    }

    private static String newMark() {
        return UUID.randomUUID().toString().substring(0, 13).replace("-", "");
    }

    /** Returns the same options with another mark, for another attempt after one that has started nothing. */
    DeploymentOptions withNewMark() {
        return new DeploymentOptions(comment, newMark(), timeout, waits, rollsBack, concurrency, isApproved, mode);
    }

    DeploymentOptions withComment(String changed) {
        return new DeploymentOptions(changed, mark, timeout, waits, rollsBack, concurrency, isApproved, mode);
    }

    DeploymentOptions withTimeout(Duration changed) {
        return new DeploymentOptions(comment, mark, changed, waits, rollsBack, concurrency, isApproved, mode);
    }

    DeploymentOptions withWaiting(boolean changed) {
        return new DeploymentOptions(comment, mark, timeout, changed, rollsBack, concurrency, isApproved, mode);
    }

    DeploymentOptions withRollback(boolean changed) {
        return new DeploymentOptions(comment, mark, timeout, waits, changed, concurrency, isApproved, mode);
    }

    DeploymentOptions withConcurrency(Concurrency changed) {
        return new DeploymentOptions(comment, mark, timeout, waits, rollsBack, changed, isApproved, mode);
    }

    DeploymentOptions withMode(@Nullable DeploymentMode changed) {
        return new DeploymentOptions(comment, mark, timeout, waits, rollsBack, concurrency, isApproved, changed);
    }

    DeploymentOptions withApproval(boolean changed) {
        return new DeploymentOptions(comment, mark, timeout, waits, rollsBack, concurrency, changed, mode);
    }
}
