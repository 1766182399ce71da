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

/** Pauses an environment. */
public class PauseStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public PauseStep() {}

    @NonNull
    @Override
    public String action() {
        return "pause the environment";
    }

    @Override
    public Object call(@NonNull StepRun run) throws InterruptedException {
        EnvRef env = run.session().env();
        // After a restart, the environment may be in this state because of the first run of the step.
        boolean changed = run.finish(run.client().workloads().pause(env)) || run.isResumed();
        run.say("environment " + env + ": " + (changed ? "paused" : "was paused already"));
        if (changed) {
            run.changed(ChangeDraft.of("environment", env), "paused");
        }
        return changed;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecPause", Messages._PauseStep_displayName());
        }
    }
}
