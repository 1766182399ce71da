package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import org.kohsuke.stapler.DataBoundConstructor;

/** Resumes an environment. */
public class ResumeStep extends TargetStep implements ResumableOperation<Boolean> {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public ResumeStep() {}

    @NonNull
    @Override
    public String action() {
        return "resume the environment";
    }

    @NonNull
    @Override
    public Stage<Boolean> begin(@NonNull StepRun run) {
        return Workloads.pausingStage(run.session().env(), false);
    }

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return ChangeDraft.of("environment", run.session().env());
    }

    @CheckForNull
    @Override
    public Outcome outcome(@NonNull StepRun run, @NonNull Boolean isChanged) {
        return isChanged ? new Outcome(draft(run), "resumed") : null;
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull Boolean isChanged) {
        return isChanged;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecResume", Messages._ResumeStep_displayName());
        }
    }
}
