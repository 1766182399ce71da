package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;

/** A deployment was carried out and failed. */
public final class DeploymentFailedException extends HumanitecException {

    private static final long serialVersionUID = 1L;

    private final DeploymentResult deployment;

    /**
     * @param deployment the deployment, with its problems
     * @param afterwards what was done about it, as a sentence, or empty
     */
    public DeploymentFailedException(DeploymentResult deployment, String afterwards) {
        super(message(deployment, afterwards), null);
        this.deployment = deployment;
    }

    private static String message(DeploymentResult deployment, String afterwards) {
        StringBuilder message = new StringBuilder("Deployment ")
                .append(deployment.id())
                .append(" to ")
                .append(deployment.env())
                .append(" has ended as ")
                .append(deployment.status())
                .append('.');
        deployment.problems().forEach(problem -> message.append(' ').append(problem));
        return afterwards.isEmpty() ? message.toString() : message + " " + afterwards;
    }

    /** @return the deployment, with its problems */
    public DeploymentResult deployment() {
        return deployment;
    }
}
