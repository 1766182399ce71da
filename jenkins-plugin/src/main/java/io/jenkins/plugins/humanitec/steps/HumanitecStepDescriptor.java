package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.config.Forms;
import io.jenkins.plugins.humanitec.session.Choice;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of all steps have in common: names, what they need, and the lists of their forms. */
public abstract class HumanitecStepDescriptor extends StepDescriptor {

    private final String functionName;
    private final Localizable displayName;
    private final Set<String> texts;

    /** @param texts the parameters that are maps or the like, of which the form has a text, mostly with a line for each entry */
    HumanitecStepDescriptor(String functionName, Localizable displayName, String... texts) {
        this.functionName = functionName;
        this.displayName = displayName;
        this.texts = Set.of(texts);
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return displayName.toString();
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class);
    }

    /**
     * An environment left blank in a form is an inherited one; only a script says that there is to be none. No form control
     * makes a map, so these come as texts.
     */
    @Override
    public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        if (form.optString("env").isBlank()) {
            form.remove("env");
        }
        Map<String, String> lines = new HashMap<>();
        for (String text : texts) {
            lines.put(text, form.optString(text));
            form.remove(text);
        }
        Step step = super.newInstance(request, form);
        bindLines(step, lines);
        return step;
    }

    /**
     * @param step a step made from a form
     * @param lines what the form has for each of those parameters
     */
    protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
        // Most steps have none.
    }

    @POST
    public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return Forms.connections(item, connection);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return Forms.credentials(item, credentialsId);
    }

    @POST
    public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return Forms.checkCredentials(item, value, null);
    }

    @POST
    public ComboBoxModel doFillAppItems(
            @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String credentialsId) {
        return Forms.applications(item, Choice.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public FormValidation doCheckApp(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId) {
        return Forms.checkApplication(item, value, Choice.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public ComboBoxModel doFillEnvItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, Choice.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckEnv(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, Choice.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public ComboBoxModel doFillFromItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, Choice.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckFrom(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, Choice.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public ComboBoxModel doFillToItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, Choice.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckTo(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, Choice.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public ComboBoxModel doFillBaseItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, Choice.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckBase(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, Choice.ofForm(connection, credentialsId, app, null));
    }
}
