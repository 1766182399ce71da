package io.jenkins.plugins.humanitec.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import io.jenkins.plugins.humanitec.steps.HumanitecStep;
import java.io.IOException;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Runs an operation in Humanitec as a post-build step of a Freestyle job. */
public class HumanitecPublisher extends Recorder {

    private final HumanitecStep operation;
    private boolean evenIfFailed;

    /**
     * Creates a post-build step.
     *
     * @param operation the operation, one of those that the descriptor lists; null if the form has none
     */
    @DataBoundConstructor
    public HumanitecPublisher(@CheckForNull HumanitecStep operation) {
        this.operation = operation;
    }

    @CheckForNull
    public HumanitecStep getOperation() {
        return operation;
    }

    public boolean isEvenIfFailed() {
        return evenIfFailed;
    }

    /**
     * Sets whether to run the operation also after a failed build.
     *
     * @param evenIfFailed true to run it after a failed build
     */
    @DataBoundSetter
    public void setEvenIfFailed(boolean evenIfFailed) {
        this.evenIfFailed = evenIfFailed;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        Result result = build.getResult();
        if (!evenIfFailed && result != null && result.isWorseThan(Result.UNSTABLE)) {
            listener.getLogger().println("Humanitec: " + Messages.Operations_afterFailure());
            return true;
        }
        return Operations.perform(operation, build, listener);
    }

    @Extension
    public static class DescriptorImpl extends BuildStepDescriptor<Publisher> {

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
        public Publisher newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            HumanitecPublisher publisher = (HumanitecPublisher) super.newInstance(request, form);
            Operations.check(publisher.operation);
            return publisher;
        }
    }
}
