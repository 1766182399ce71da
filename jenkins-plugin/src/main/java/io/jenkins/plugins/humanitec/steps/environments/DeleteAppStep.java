package io.jenkins.plugins.humanitec.steps.environments;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TimeoutStep;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Deletes an application and waits until it no longer exists. The application must be set on the step and is never
 * inherited, to prevent deleting the wrong one.
 */
public class DeleteAppStep extends TimeoutStep implements DeletionOperation {

    private static final long serialVersionUID = 1L;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = 1800;

    private final String app;
    private boolean failIfMissing;

    @DataBoundConstructor
    public DeleteAppStep(String app) {
        super(DEFAULT_TIMEOUT);
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getApp() {
        return app;
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
        return named("delete application", app);
    }

    @Override
    public void check() {
        Identifiers.requireId("application", app);
        super.check();
    }

    @NonNull
    @Override
    public Stage<Boolean> begin(@NonNull StepRun run) {
        return Applications.deletionStage(run.session().app(app), failIfMissing, isWait() ? timeout() : null);
    }

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return ChangeDraft.of("application", run.session().app(app));
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecDeleteApp", Messages._DeleteAppStep_displayName());
        }
    }
}
