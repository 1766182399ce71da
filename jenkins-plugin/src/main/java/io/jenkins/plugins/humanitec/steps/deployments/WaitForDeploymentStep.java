package io.jenkins.plugins.humanitec.steps.deployments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Waits for a deployment that was started elsewhere. */
public class WaitForDeploymentStep extends TargetStep implements ResumableOperation<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    private String deployment;
    private int timeout = DeploymentStep.DEFAULT_TIMEOUT;

    @DataBoundConstructor
    public WaitForDeploymentStep() {}

    @CheckForNull
    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(@CheckForNull String deployment) {
        this.deployment = Util.fixEmptyAndTrim(deployment);
    }

    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    @NonNull
    @Override
    public String action() {
        return "wait for " + (deployment == null ? "the last deployment" : "deployment " + deployment);
    }

    @Override
    public void check() {
        Poller.requireTimeout(Duration.ofSeconds(timeout));
    }

    @NonNull
    @Override
    public Stage<DeploymentResult> begin(@NonNull StepRun run) {
        return Deployments.followStage(run.session().env(), deployment, Duration.ofSeconds(timeout));
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull DeploymentResult result) {
        return DeploymentResults.plain(run, result);
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecWaitForDeployment", Messages._WaitForDeploymentStep_displayName());
        }
    }
}
