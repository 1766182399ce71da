package io.jenkins.plugins.humanitec.steps;

import hudson.Extension;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.model.SharedValue;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Lists shared values, without the content of secrets. */
public class ListValuesStep extends TargetStep {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public ListValuesStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new ShortCall<>(context, this, "list the shared values", ListValuesStep::list);
    }

    private static Map<String, Map<String, Object>> list(HumanitecSession session, PrintStream log) {
        ValueScope scope = session.valueScope();
        List<SharedValue> values = session.client().values().list(scope);
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        values.forEach(value -> result.put(value.getKey(), plain(value)));
        log.println("Humanitec: values of " + scope + ": " + result.size());
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
            super("humanitecListValues", "Humanitec: list the shared values");
        }
    }
}
