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

/**
 * Base class of the descriptors of all steps: names, conversion of parameters, and the lists and checks of the forms.
 */
public abstract class HumanitecStepDescriptor extends StepDescriptor {

    /** The parameters with arbitrary text. All others are names or IDs. */
    private static final Set<String> CONTENT =
            Set.of("value", "values", "description", "comment", "inputs", "body", "plan");

    private final String functionName;
    private final Localizable displayName;
    private final Set<String> texts;

    /**
     * Creates a descriptor.
     *
     * @param functionName the name of the step in Pipelines
     * @param displayName the name of the step in the user interface
     * @param texts the parameters, such as maps, that the form shows as text, mostly with one line for each entry
     */
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
     * Creates a step from the arguments of a script. Converts them to the types of the parameters. Errors are reported
     * when the step starts, because the position in the script is known only then.
     *
     * @param arguments the arguments by name
     * @return the step
     * @throws Exception if the step cannot be created
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
     * Returns the type to which the values of a parameter are converted. It may differ from the declared type, because
     * Declarative Pipelines check literals against the declared type before they create a step.
     *
     * @param parameter a parameter
     * @return the type
     */
    @NonNull
    public Type type(@NonNull DescribableParameter parameter) {
        return parameter.getRawType();
    }

    /**
     * Converts an argument before its type is checked. By default, returns it unchanged.
     *
     * @param name the name of the parameter
     * @param given the argument in the script
     * @param arguments all arguments by name
     * @return the converted argument
     */
    @CheckForNull
    protected Object read(@NonNull String name, @CheckForNull Object given, @NonNull Map<String, Object> arguments) {
        return given;
    }

    /**
     * Creates a step from a form. A blank environment is inherited; only scripts can choose no environment. Forms have
     * no control for maps, so the form sends them as text.
     *
     * @param request the request
     * @param form the values of the form
     * @return the step
     * @throws FormException if the form is invalid
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
     * Sets the parameters that the form sends as text.
     *
     * @param step the step to change
     * @param lines the text of each of these parameters, by name
     */
    protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
        // Most steps have no such parameters.
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
