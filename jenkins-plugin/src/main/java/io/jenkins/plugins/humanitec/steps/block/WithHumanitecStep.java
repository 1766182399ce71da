package io.jenkins.plugins.humanitec.steps.block;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.execution.ParameterCheck;
import io.jenkins.plugins.humanitec.execution.StepFailures;
import io.jenkins.plugins.humanitec.execution.StepRunFactory;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Sets the connection, credentials, application and environment for the steps in its block. */
public class WithHumanitecStep extends TargetStep {

    private static final long serialVersionUID = 1L;

    private boolean dryRun;
    private boolean exportToken;

    @DataBoundConstructor
    public WithHumanitecStep() {}

    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * Sets whether the steps in the block only report what they would change.
     *
     * @param dryRun true for a dry run; inner blocks cannot override it
     */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isExportToken() {
        return exportToken;
    }

    /**
     * Sets whether commands in the block receive the token and the target as environment variables.
     *
     * @param exportToken true to export them
     */
    @DataBoundSetter
    public void setExportToken(boolean exportToken) {
        this.exportToken = exportToken;
    }

    @NonNull
    @Override
    public TargetSettings targetSettings() {
        return new TargetSettings(getConnection(), getCredentialsId(), getApp(), getEnv(), dryRun);
    }

    @NonNull
    @Override
    public String action() {
        return "choose where to go";
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        ParameterCheck.check(this, context);
        return new Execution(context, targetSettings(), action(), exportToken);
    }

    private static final class Execution extends StepExecution {

        private static final long serialVersionUID = 1L;

        private final TargetSettings own;
        private final String action;
        private final boolean exportToken;

        Execution(StepContext context, TargetSettings own, String action, boolean exportToken) {
            super(context);
            this.own = own;
            this.action = action;
            this.exportToken = exportToken;
        }

        @Override
        public boolean start() throws Exception {
            TargetSettings outer = getContext().get(TargetSettings.class);
            BodyInvoker invoker = getContext()
                    .newBodyInvoker()
                    .withContext(outer == null ? own : own.within(outer))
                    .withCallback(BodyExecutionCallback.wrap(getContext()));
            if (exportToken) {
                export(invoker, outer);
            }
            invoker.start();
            return false;
        }

        private void export(BodyInvoker invoker, TargetSettings outer) throws IOException, InterruptedException {
            try {
                Run<?, ?> run = Objects.requireNonNull(getContext().get(Run.class));
                TokenExport.addTo(invoker, getContext(), HumanitecSession.open(run, outer, own));
            } catch (InvalidInputException e) {
                throw StepFailures.abort(action, null, StepRunFactory.secrets(getContext(), List.of()), e);
            }
        }

        @Override
        public void onResume() {
            // Jenkins resumes the body.
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
            return Set.of(TargetSettings.class, EnvironmentExpander.class, ConsoleLogFilter.class);
        }
    }
}
