package io.jenkins.plugins.humanitec.steps.values;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.model.SharedValue;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** Lists shared values, without the content of secret values. */
public class ListValuesStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public ListValuesStep() {}

    @NonNull
    @Override
    public String action() {
        return "list the shared values";
    }

    @Override
    public Object call(@NonNull StepRun run) {
        ValueScope scope = run.session().valueScope();
        List<SharedValue> values = run.client().values().list(scope);
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        values.forEach(value -> result.put(value.getKey(), plain(value)));
        run.say("values of " + scope + ": " + result.size());
        return result;
    }

    private static Map<String, Object> plain(SharedValue value) {
        boolean secret = Boolean.TRUE.equals(value.getIsSecret());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("value", secret ? null : value.getValue());
        result.put("secret", secret);
        result.put("description", value.getDescription());
        result.put(
                "source", value.getSource() == null ? null : value.getSource().getValue());
        return result;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecListValues", Messages._ListValuesStep_displayName());
        }
    }
}
