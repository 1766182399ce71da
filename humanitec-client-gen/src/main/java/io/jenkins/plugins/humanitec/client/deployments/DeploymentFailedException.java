package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.diagnostics.Diagnosed;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when a deployment ended without success, or the pipeline run that has started it. */
public final class DeploymentFailedException extends HumanitecException implements Diagnosed {

    private static final long serialVersionUID = 1L;

    private final DeploymentResult deployment;

    /**
     * Creates the exception.
     *
     * @param deployment the deployment, with its problems or those of its pipeline run
     * @param afterwards a sentence about the rollback or its failure; empty if there was no rollback
     */
    public DeploymentFailedException(DeploymentResult deployment, String afterwards) {
        super(message(deployment, afterwards), null);
        this.deployment = deployment;
    }

    /**
     * Returns the exception for a problem during the rollback of a deployment. It also tells why the deployment has failed.
     *
     * @param failed the deployment that has failed, or null
     * @param problem the problem
     * @return the problem itself if there is no such deployment, or if it is an unexpected Java exception
     */
    static RuntimeException ofRollback(@Nullable DeploymentResult failed, RuntimeException problem) {
        boolean isExpected = problem instanceof HumanitecException || problem instanceof InvalidInputException;
        return failed == null || !isExpected || problem instanceof DeploymentFailedException
                ? problem
                : new DeploymentFailedException(
                        failed, "It is unknown whether it was rolled back: " + problem.getMessage());
    }

    private static String message(DeploymentResult deployment, String afterwards) {
        StringBuilder message = new StringBuilder("Deployment ")
                .append(deployment.id())
                .append(" to ")
                .append(deployment.env())
                .append(" ended with status ")
                .append(deployment.status())
                .append('.');
        deployment.problems().forEach(problem -> message.append(' ').append(problem));
        return afterwards.isEmpty() ? message.toString() : message + " " + afterwards;
    }

    @Override
    public Optional<FailureReport> failureReport() {
        return Optional.ofNullable(deployment.failure());
    }

    /** {@return the deployment, with its problems} */
    public DeploymentResult deployment() {
        return deployment;
    }
}
