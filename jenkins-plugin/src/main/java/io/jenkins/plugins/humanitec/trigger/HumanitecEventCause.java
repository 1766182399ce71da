package io.jenkins.plugins.humanitec.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import io.jenkins.plugins.humanitec.client.events.Event;
import io.jenkins.plugins.humanitec.client.events.EventKind;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;

/** The cause of a build that an event in Humanitec has started. */
public final class HumanitecEventCause extends Cause {

    private final String kind;
    private final String environment;
    private final String deployment;

    HumanitecEventCause(@NonNull Event event) {
        this.kind = event.kind().id();
        this.environment = event.env().toString();
        this.deployment = event.deploymentId();
    }

    /** {@return the kind of event, such as {@code deploymentSucceeded}} */
    @NonNull
    @Exported(visibility = 3)
    public String getKind() {
        return kind;
    }

    /** {@return the IDs of application and environment, such as {@code shop/development}} */
    @NonNull
    @Exported(visibility = 3)
    public String getEnvironment() {
        return environment;
    }

    /** {@return the ID of the deployment; empty for an environment that was created or deleted} */
    @NonNull
    @Exported(visibility = 3)
    public String getDeployment() {
        return deployment;
    }

    /** {@return plain text, which pages escape} */
    @Override
    public String getShortDescription() {
        return switch (EventKind.of(kind)) {
            case DEPLOYMENT_STARTED -> Messages.HumanitecEventCause_deploymentStarted(deployment, environment);
            case DEPLOYMENT_SUCCEEDED -> Messages.HumanitecEventCause_deploymentSucceeded(deployment, environment);
            case DEPLOYMENT_FAILED -> Messages.HumanitecEventCause_deploymentFailed(deployment, environment);
            case ENVIRONMENT_CREATED -> Messages.HumanitecEventCause_environmentCreated(environment);
            case ENVIRONMENT_DELETED -> Messages.HumanitecEventCause_environmentDeleted(environment);
        };
    }

    @Override
    public boolean equals(@CheckForNull Object other) {
        return other instanceof HumanitecEventCause cause
                && kind.equals(cause.kind)
                && environment.equals(cause.environment)
                && deployment.equals(cause.deployment);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, environment, deployment);
    }
}
