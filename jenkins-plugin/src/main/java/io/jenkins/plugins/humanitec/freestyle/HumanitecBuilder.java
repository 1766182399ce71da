package io.jenkins.plugins.humanitec.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.humanitec.steps.HumanitecStep;
import java.io.IOException;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** Runs an operation in Humanitec as a build step of a Freestyle job. */
public class HumanitecBuilder extends Builder {

    private final HumanitecStep operation;

    /**
     * Creates a build step.
     *
     * @param operation the operation, one of those that the descriptor lists; null if the form has none
     */
    @DataBoundConstructor
    public HumanitecBuilder(@CheckForNull HumanitecStep operation) {
        this.operation = operation;
    }

    @CheckForNull
    public HumanitecStep getOperation() {
        return operation;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        return Operations.perform(operation, build, listener);
    }

    @Extension
    public static class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HumanitecBuilder_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** {@return the operations for the form} */
        public List<Descriptor<?>> getOperations() {
            return Operations.descriptors();
        }

        @Override
        public Builder newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            HumanitecBuilder builder = (HumanitecBuilder) super.newInstance(request, form);
            Operations.check(builder.operation);
            return builder;
        }
    }
}
