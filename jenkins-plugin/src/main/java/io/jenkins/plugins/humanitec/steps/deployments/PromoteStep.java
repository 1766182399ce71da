package io.jenkins.plugins.humanitec.steps.deployments;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.Messages;
import org.kohsuke.stapler.DataBoundConstructor;

/** Deploys the content of one environment to another one. */
public class PromoteStep extends DeploymentStep {

    private static final long serialVersionUID = 1L;

    private final String from;

    /**
     * Creates a step.
     *
     * @param from the ID of the source environment; the target is {@code env}
     */
    @DataBoundConstructor
    public PromoteStep(String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    public String getFrom() {
        return from;
    }

    @NonNull
    @Override
    public String action() {
        return named("promote", from);
    }

    @Override
    public void check() {
        Identifiers.requireId("environment", from);
        super.check();
    }

    @Override
    String content() {
        return "what runs in " + from;
    }

    @Override
    DeploymentRequest request(@NonNull StepRun run) {
        return DeploymentRequest.promotion(
                run.session().app().env(from), run.session().env());
    }

    @Extension
    public static class DescriptorImpl extends DeploymentStepDescriptor {
        public DescriptorImpl() {
            super("humanitecPromote", Messages._PromoteStep_displayName());
        }
    }
}
