package io.jenkins.plugins.humanitec.steps.environments;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.environments.EnvironmentSpec;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import io.jenkins.plugins.humanitec.steps.AppStep;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Creates an environment, or updates its name if it exists. */
public class CreateEnvStep extends AppStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String env;

    private String name;
    private String type;
    private String from;
    private String fromDeployment;

    @DataBoundConstructor
    public CreateEnvStep(String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    public String getEnv() {
        return env;
    }

    @NonNull
    @Override
    public TargetSettings targetSettings() {
        return new TargetSettings(getConnection(), getCredentialsId(), getApp(), env, false);
    }

    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @CheckForNull
    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(@CheckForNull String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    @CheckForNull
    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(@CheckForNull String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    @CheckForNull
    public String getFromDeployment() {
        return fromDeployment;
    }

    @DataBoundSetter
    public void setFromDeployment(@CheckForNull String fromDeployment) {
        this.fromDeployment = Util.fixEmptyAndTrim(fromDeployment);
    }

    @NonNull
    @Override
    public String action() {
        return named("create environment", env);
    }

    @Override
    public void check() {
        Identifiers.requireId("environment", env);
        spec();
    }

    private EnvironmentSpec spec() {
        return new EnvironmentSpec(name, type, from, fromDeployment);
    }

    @Override
    public Object call(@NonNull StepRun run) throws InterruptedException {
        EnvRef env = run.session().env();
        Creation<Environment> done = run.finish(run.client().environments().create(env, spec()));
        Creation<Environment> creation = done.resumed(run.begun(), done.found().getCreatedAt());
        run.say("environment " + env + ": " + creation.word());
        if (creation.isCreated() || creation.isChanged()) {
            run.changed(
                    new ChangeDraft("environment", env, null, creation.found().getName()), creation.word());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", env.envId());
        result.put("name", creation.found().getName());
        result.put("type", creation.found().getType());
        result.put("created", creation.isCreated());
        result.put("changed", creation.isCreated() || creation.isChanged());
        result.put("url", run.session().webPages().of(env));
        return result;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecCreateEnv", Messages._CreateEnvStep_displayName());
        }

        /** Checks only the format of the ID, because the environment may not exist yet. */
        @Override
        @POST
        public FormValidation doCheckEnv(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String connection,
                @QueryParameter String credentialsId,
                @QueryParameter String app) {
            return Forms.checkId("environment", value);
        }
    }
}
