package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.operations.ValueChange;
import io.jenkins.plugins.humanitec.client.operations.ValueSetting;
import io.jenkins.plugins.humanitec.config.Forms;
import io.jenkins.plugins.humanitec.session.StepRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Sees to it that a shared value is as given. */
public class SetValueStep extends TargetStep implements ShortStep {

    private static final long serialVersionUID = 1L;

    private final String key;
    private String value;
    private String valueCredentialsId;
    private String description;
    private boolean secret;

    @DataBoundConstructor
    public SetValueStep(String key) {
        this.key = key;
    }

    public String getKey() {
        return key;
    }

    @CheckForNull
    public String getValue() {
        return value;
    }

    @DataBoundSetter
    public void setValue(@CheckForNull String value) {
        this.value = value;
    }

    @CheckForNull
    public String getValueCredentialsId() {
        return valueCredentialsId;
    }

    @DataBoundSetter
    public void setValueCredentialsId(@CheckForNull String valueCredentialsId) {
        this.valueCredentialsId = Util.fixEmptyAndTrim(valueCredentialsId);
    }

    @CheckForNull
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(@CheckForNull String description) {
        this.description = Util.fixEmpty(description);
    }

    public boolean isSecret() {
        return secret;
    }

    @DataBoundSetter
    public void setSecret(boolean secret) {
        this.secret = secret;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        if (secret) {
            forgetArguments(context);
        }
        return super.start(context);
    }

    @NonNull
    @Override
    public String action() {
        return "set value " + key;
    }

    @Override
    public void check() {
        Identifiers.requireKey(key);
        if ((value == null) == (valueCredentialsId == null)) {
            throw new InvalidInputException("Give either 'value' or 'valueCredentialsId'.");
        }
    }

    /** Pipeline records the arguments of a step with the build, where a secret must not be. */
    private static void forgetArguments(StepContext context) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        if (node != null) {
            node.removeActions(ArgumentsAction.class);
            node.save();
        }
    }

    @Override
    public Object call(@NonNull StepRun run) {
        ValueScope scope = run.session().valueScope();
        ValueSetting setting = valueCredentialsId != null
                ? ValueSetting.secret(key, run.session().secretOf(valueCredentialsId))
                : secret ? ValueSetting.secret(key, value) : ValueSetting.plain(key, value);
        ValueChange change = run.client().values().set(scope, setting.describedAs(description));
        ValueChange.Outcome outcome = change.outcome();
        ValueChanges.tell(run, change);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("key", key);
        result.put("scope", scope.toString());
        result.put("created", outcome == ValueChange.Outcome.CREATED);
        result.put("changed", outcome != ValueChange.Outcome.UNCHANGED);
        return result;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecSetValue", Messages._SetValueStep_displayName());
        }

        @POST
        public FormValidation doCheckKey(@QueryParameter String value) {
            return Forms.check(() -> Identifiers.requireKey(value));
        }

        /** A value left blank in a form is the empty value, unless credentials have the value. */
        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            if (!form.optString("valueCredentialsId").isBlank()
                    && form.optString("value").isEmpty()) {
                form.remove("value");
            }
            return super.newInstance(request, form);
        }
    }
}
