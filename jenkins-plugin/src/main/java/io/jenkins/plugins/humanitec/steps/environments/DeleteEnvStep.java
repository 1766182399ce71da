package io.jenkins.plugins.humanitec.steps.environments;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TimeoutAppStep;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Deletes an environment and waits until it no longer exists. The environment must be set on the step and is never
 * inherited, to prevent deleting the wrong one.
 */
public class DeleteEnvStep extends TimeoutAppStep implements DeletionOperation {

    private static final long serialVersionUID = 1L;

    private final String env;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = 1800;

    private boolean failIfMissing;

    @DataBoundConstructor
    public DeleteEnvStep(String env) {
        super(DEFAULT_TIMEOUT);
        this.env = Util.fixEmptyAndTrim(env);
    }

    public String getEnv() {
        return env;
    }

    @NonNull
    @Override
    public TargetSettings targetSettings() {
        return new TargetSettings(getConnection(), getCredentialsId(), getApp(), env, false);
    }

    public boolean isFailIfMissing() {
        return failIfMissing;
    }

    @DataBoundSetter
    public void setFailIfMissing(boolean failIfMissing) {
        this.failIfMissing = failIfMissing;
    }

    @NonNull
    @Override
    public String action() {
        return named("delete environment", env);
    }

    @Override
    public void check() {
        Identifiers.requireId("environment", env);
        super.check();
    }

    @NonNull
    @Override
    public Stage<Boolean> begin(@NonNull StepRun run) {
        return Environments.deletionStage(run.session().env(), failIfMissing, isWait() ? timeout() : null);
    }

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return ChangeDraft.of("environment", run.session().env());
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecDeleteEnv", Messages._DeleteEnvStep_displayName());
        }
    }
}
