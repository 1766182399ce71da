package io.jenkins.plugins.humanitec.steps;

import hudson.Extension;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.operations.RuntimeSnapshot;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Tells what runs in an environment. */
public class RuntimeStep extends TargetStep {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public RuntimeStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new ShortCall<>(context, this, "read the runtime", RuntimeStep::read);
    }

    private static Map<String, Map<String, Object>> read(HumanitecSession session, PrintStream log) {
        EnvRef env = session.env();
        RuntimeSnapshot runtime = session.client().workloads().runtime(env);
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        runtime.modules().forEach((name, module) -> result.put(name, plain(module)));
        log.println("Humanitec: modules of " + env + ": "
                + (result.isEmpty() ? "none" : String.join(", ", result.keySet())));
        return result;
    }

    private static Map<String, Object> plain(RuntimeSnapshot.Module module) {
        List<Map<String, Object>> pods = new ArrayList<>();
        module.pods().forEach(pod -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("name", pod.name());
            plain.put("phase", pod.phase());
            plain.put("status", pod.status());
            plain.put("ready", pod.ready());
            pods.add(plain);
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("replicas", module.replicas());
        result.put("status", module.status());
        result.put("pods", pods);
        return result;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecRuntime", "Humanitec: tell what runs in an environment");
        }
    }
}
