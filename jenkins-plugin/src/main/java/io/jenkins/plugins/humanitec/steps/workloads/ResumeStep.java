package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import org.kohsuke.stapler.DataBoundConstructor;

/** Resumes an environment. */
public class ResumeStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public ResumeStep() {}

    @NonNull
    @Override
    public String action() {
        return "resume the environment";
    }

    @Override
    public Object call(@NonNull StepRun run) throws InterruptedException {
        EnvRef env = run.session().env();
        // After a restart, the environment may be in this state because of the first run of the step.
        boolean changed = run.finish(run.client().workloads().resume(env)) || run.isResumed();
        run.say("environment " + env + ": " + (changed ? "resumed" : "was not paused"));
        if (changed) {
            run.changed(ChangeDraft.of("environment", env), "resumed");
        }
        return changed;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecResume", Messages._ResumeStep_displayName());
        }
    }
}
