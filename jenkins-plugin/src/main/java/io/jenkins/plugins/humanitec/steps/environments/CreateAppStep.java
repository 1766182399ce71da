package io.jenkins.plugins.humanitec.steps.environments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.HumanitecStep;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Creates an application, or updates its name if it exists. */
public class CreateAppStep extends HumanitecStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String app;
    private String name;

    @DataBoundConstructor
    public CreateAppStep(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getApp() {
        return app;
    }

    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @NonNull
    @Override
    public String action() {
        return named("create application", app);
    }

    @Override
    public void check() {
        Identifiers.requireId("application", app);
    }

    @Override
    public Object call(@NonNull StepRun run) throws InterruptedException {
        AppRef ref = run.session().app(app);
        Creation<Application> done = run.finish(run.client().applications().create(ref, name));
        Creation<Application> creation = done.resumed(run.begun(), done.found().getCreatedAt());
        run.say("application " + app + ": " + creation.word());
        if (creation.isCreated() || creation.isChanged()) {
            run.changed(
                    new ChangeDraft("application", ref, null, creation.found().getName()), creation.word());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", app);
        result.put("name", creation.found().getName());
        result.put("created", creation.isCreated());
        result.put("changed", creation.isCreated() || creation.isChanged());
        result.put("url", run.session().webPages().of(ref));
        return result;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecCreateApp", Messages._CreateAppStep_displayName());
        }

        /** Checks only the format of the ID, because the application may not exist yet. */
        @Override
        @POST
        public FormValidation doCheckApp(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String connection,
                @QueryParameter String credentialsId) {
            return Forms.checkId("application", value);
        }
    }
}
