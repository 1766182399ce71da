package io.jenkins.plugins.humanitec.steps.values;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.values.ValueChange;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Creates a shared value, or updates it if it is different. */
public class SetValueStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String key;
    /** The value. It may be secret; Jenkins encrypts this type when it saves the running step. */
    private Secret value;

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
        return value == null ? null : value.getPlainText();
    }

    /**
     * Sets the value.
     *
     * @param value a text, a number or a boolean; stored as text
     */
    @DataBoundSetter
    public void setValue(@CheckForNull Object value) {
        this.value = value == null ? null : Secret.fromString(value.toString());
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

    @NonNull
    @Override
    public List<String> secrets() {
        return secret && value != null ? List.of(value.getPlainText()) : List.of();
    }

    @NonNull
    @Override
    public String action() {
        return named("set value", key);
    }

    @Override
    public void check() {
        Identifiers.requireKey(key);
        if ((value == null) == (valueCredentialsId == null)) {
            throw new InvalidInputException("Give either 'value' or 'valueCredentialsId'.");
        }
    }

    @Override
    public Object call(@NonNull StepRun run) {
        ValueScope scope = run.session().valueScope();
        ValueSetting setting = valueCredentialsId != null
                ? ValueSetting.secret(key, run.secretOf(valueCredentialsId))
                : secret ? ValueSetting.secret(key, getValue()) : ValueSetting.plain(key, getValue());
        ValueChange change = run.values().set(scope, setting.describedAs(description));
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
            super("humanitecSetValue", Messages._SetValueStep_displayName(), "value");
        }

        @POST
        public FormValidation doCheckKey(@QueryParameter String value) {
            return Forms.check(() -> Identifiers.requireKey(value));
        }

        /** Converts values to text. The declared type is more general, so that Declarative Pipelines accept numbers. */
        @NonNull
        @Override
        public Type type(@NonNull DescribableParameter parameter) {
            return parameter.getName().equals("value") ? String.class : super.type(parameter);
        }

        /** Sets the value. A blank field is an empty value, unless credentials are selected. */
        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            SetValueStep setting = (SetValueStep) step;
            String value = lines.get("value");
            setting.setValue(setting.valueCredentialsId != null && value.isEmpty() ? null : value);
        }
    }
}
