package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.session.Choice;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Says for the steps in its block where to go. */
public class WithHumanitecStep extends TargetStep {

    private static final long serialVersionUID = 1L;

    private boolean dryRun;

    @DataBoundConstructor
    public WithHumanitecStep() {}

    public boolean isDryRun() {
        return dryRun;
    }

    /** @param dryRun whether the steps in the block only tell what they would change; blocks inside cannot lift it */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @NonNull
    @Override
    public Choice choice() {
        return new Choice(getConnection(), getCredentialsId(), getApp(), getEnv(), dryRun);
    }

    @NonNull
    @Override
    public String action() {
        return "choose where to go";
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, choice());
    }

    private static final class Execution extends StepExecution {

        private static final long serialVersionUID = 1L;

        private final Choice own;

        Execution(StepContext context, Choice own) {
            super(context);
            this.own = own;
        }

        @Override
        public boolean start() throws Exception {
            Choice outer = getContext().get(Choice.class);
            getContext()
                    .newBodyInvoker()
                    .withContext(outer == null ? own : own.within(outer))
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }

        @Override
        public void onResume() {
            // The body goes on by itself.
        }
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {

        public DescriptorImpl() {
            super("withHumanitec", Messages._WithHumanitecStep_displayName());
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @NonNull
        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(Choice.class);
        }
    }
}
