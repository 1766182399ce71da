package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.session.Choice;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Says for the steps in its block where to go. */
public class WithHumanitecStep extends TargetStep {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public WithHumanitecStep() {}

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
            super("withHumanitec", "Humanitec: choose connection, application and environment for a block");
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
