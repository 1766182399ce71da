package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.input.Argument;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of all steps have in common: names, what they need, and the lists of their forms. */
public abstract class HumanitecStepDescriptor extends StepDescriptor {

    /** The parameters that may have any text. All others name something. */
    private static final Set<String> CONTENT = Set.of("value", "values", "description", "comment", "inputs", "body");

    private final String functionName;
    private final Localizable displayName;
    private final Set<String> texts;

    /** @param texts the parameters that are maps or the like, of which the form has a text, mostly with a line for each entry */
    protected HumanitecStepDescriptor(String functionName, Localizable displayName, String... texts) {
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
     * Makes a step of what a script gives, which is rarely just what the parameters take. What cannot be converted is told when
     * the step starts, since only then it is known where.
     */
    @Override
    public Step newInstance(@NonNull Map<String, Object> arguments) throws Exception {
        DescribableModel<? extends Step> model = DescribableModel.of(clazz);
        Map<String, Object> converted = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        arguments.forEach((name, given) -> {
            try {
                DescribableParameter parameter = model.getParameter(name);
                if (parameter == null) {
                    throw Argument.unknown(functionName, name, names(model));
                }
                Argument argument = CONTENT.contains(name)
                        ? Argument.content(functionName, name)
                        : Argument.naming(functionName, name);
                converted.put(name, argument.convert(type(parameter), read(name, given, arguments)));
                warnings.addAll(argument.warnings());
            } catch (InvalidInputException e) {
                refusals.add(e.getMessage());
            }
        });
        HumanitecStep step = (HumanitecStep) model.instantiate(converted, TaskListener.NULL);
        step.setRemarks(refusals, warnings);
        return step;
    }

    private static List<String> names(DescribableModel<?> model) {
        return model.getParameters().stream().map(DescribableParameter::getName).toList();
    }

    /**
     * @param parameter a parameter
     * @return what it takes. Declarative Pipelines compare literals with the declared type before a step is made of them, so a
     *     step may declare more than it takes.
     */
    @NonNull
    public Type type(@NonNull DescribableParameter parameter) {
        return parameter.getRawType();
    }

    /**
     * @param name the name of a parameter
     * @param given what a script gives for it
     * @param arguments what it gives for all parameters
     * @return what is meant by it
     */
    @CheckForNull
    protected Object read(@NonNull String name, @CheckForNull Object given, @NonNull Map<String, Object> arguments) {
        return given;
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
        return Forms.applications(item, TargetSettings.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public FormValidation doCheckApp(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId) {
        return Forms.checkApplication(item, value, TargetSettings.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public ComboBoxModel doFillEnvItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckEnv(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public ComboBoxModel doFillFromItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckFrom(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public ComboBoxModel doFillToItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckTo(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public ComboBoxModel doFillBaseItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(item, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckBase(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(item, value, TargetSettings.ofForm(connection, credentialsId, app, null));
    }
}
