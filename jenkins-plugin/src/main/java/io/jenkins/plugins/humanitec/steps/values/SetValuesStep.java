package io.jenkins.plugins.humanitec.steps.values;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.values.ValueChange;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.client.values.ValuesNotSetException;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.KeyValueLines;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Creates and updates many shared values. */
public class SetValuesStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private LinkedHashMap<String, String> values = new LinkedHashMap<>();
    private LinkedHashMap<String, String> valueCredentialsIds = new LinkedHashMap<>();

    /** Creates a step. The values are no argument, because Pipeline reads a map as only argument as named arguments. */
    @DataBoundConstructor
    public SetValuesStep() {}

    public Map<String, String> getValues() {
        return values;
    }

    @DataBoundSetter
    public void setValues(Map<String, String> values) {
        this.values = values == null ? new LinkedHashMap<>() : new LinkedHashMap<>(values);
    }

    /** {@return the values as text for the form} */
    public String getValuesText() {
        return KeyValueLines.format(values);
    }

    public Map<String, String> getValueCredentialsIds() {
        return valueCredentialsIds;
    }

    @DataBoundSetter
    public void setValueCredentialsIds(Map<String, String> valueCredentialsIds) {
        this.valueCredentialsIds =
                valueCredentialsIds == null ? new LinkedHashMap<>() : new LinkedHashMap<>(valueCredentialsIds);
    }

    /** {@return the IDs of credentials as text for the form} */
    public String getValueCredentialsIdsText() {
        return KeyValueLines.format(valueCredentialsIds);
    }

    @NonNull
    @Override
    public String action() {
        int count = values.size() + valueCredentialsIds.size();
        return "set " + count + (count == 1 ? " value" : " values");
    }

    @Override
    public void check() {
        if (values.isEmpty() && valueCredentialsIds.isEmpty()) {
            throw new InvalidInputException("Name the values to set, for instance values: [API_URL: 'https://…'].");
        }
        values.keySet().forEach(Identifiers::requireKey);
        valueCredentialsIds.keySet().forEach(Identifiers::requireKey);
        valueCredentialsIds.keySet().stream()
                .filter(values::containsKey)
                .findFirst()
                .ifPresent(key -> {
                    throw new InvalidInputException(
                            "Value " + key + " is given in 'values' and in 'valueCredentialsIds'.");
                });
    }

    @Override
    public Object call(@NonNull StepRun run) {
        ValueScope scope = run.session().valueScope();
        List<ValueSetting> settings = new ArrayList<>();
        values.forEach((key, value) -> settings.add(ValueSetting.plain(key, value)));
        valueCredentialsIds.forEach((key, id) -> settings.add(ValueSetting.secret(key, run.secretOf(id))));
        List<ValueChange> changes;
        try {
            changes = run.values().setAll(scope, settings);
        } catch (ValuesNotSetException e) {
            tell(run, e.done());
            throw e;
        }
        tell(run, changes);
        Map<String, List<String>> result = new LinkedHashMap<>();
        for (ValueChange.Outcome outcome : ValueChange.Outcome.values()) {
            result.put(word(outcome), keys(changes, outcome));
        }
        run.say(settings.size() + (settings.size() == 1 ? " value of " : " values of ") + scope + ": "
                + result.get(word(ValueChange.Outcome.CREATED)).size() + " created, "
                + result.get(word(ValueChange.Outcome.CHANGED)).size() + " changed, "
                + result.get(word(ValueChange.Outcome.UNCHANGED)).size() + " unchanged");
        return result;
    }

    private static void tell(StepRun run, List<ValueChange> changes) {
        for (ValueChange change : changes) {
            if (change.outcome() != ValueChange.Outcome.UNCHANGED) {
                ValueChanges.tell(run, change);
            }
        }
    }

    private static List<String> keys(List<ValueChange> changes, ValueChange.Outcome outcome) {
        List<String> keys = new ArrayList<>();
        for (ValueChange change : changes) {
            if (change.outcome() == outcome) {
                keys.add(change.key());
            }
        }
        return keys;
    }

    private static String word(ValueChange.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {

        public DescriptorImpl() {
            super("humanitecSetValues", Messages._SetValuesStep_displayName(), "values", "valueCredentialsIds");
        }

        @POST
        public FormValidation doCheckValues(@QueryParameter String value) {
            return checkLines(value);
        }

        @POST
        public FormValidation doCheckValueCredentialsIds(@QueryParameter String value) {
            return checkLines(value);
        }

        private static FormValidation checkLines(String lines) {
            return Forms.check(() -> KeyValueLines.parse(lines).keySet().forEach(Identifiers::requireKey));
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            SetValuesStep values = (SetValuesStep) step;
            values.values.putAll(KeyValueLines.parse(lines.get("values")));
            values.valueCredentialsIds.putAll(KeyValueLines.parse(lines.get("valueCredentialsIds")));
        }
    }
}
