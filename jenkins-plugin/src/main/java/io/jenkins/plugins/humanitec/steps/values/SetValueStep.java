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

/** Sees to it that a shared value is as given. */
public class SetValueStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private final String key;
    /** Pipeline keeps a step while it runs, and encrypts what is of this type; the value may be secret. */
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

    /** @param value the value: a text, or a number or a boolean that is stored as text */
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

        /** So that {@code value: 5} is no error in a Declarative Pipeline. */
        @NonNull
        @Override
        public Type type(@NonNull DescribableParameter parameter) {
            return parameter.getName().equals("value") ? String.class : super.type(parameter);
        }

        /** A value left blank in a form is the empty value, unless credentials have the value. */
        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            SetValueStep setting = (SetValueStep) step;
            String value = lines.get("value");
            setting.setValue(setting.valueCredentialsId != null && value.isEmpty() ? null : value);
        }
    }
}
