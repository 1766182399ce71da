package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TargetStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** Shows the running modules and pods of an environment. */
public class RuntimeStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public RuntimeStep() {}

    @NonNull
    @Override
    public String action() {
        return "read the runtime";
    }

    @Override
    public Object call(@NonNull StepRun run) {
        EnvRef env = run.session().env();
        RuntimeSnapshot runtime = run.client().workloads().runtime(env);
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        runtime.modules().forEach((name, module) -> result.put(name, plain(module)));
        run.say("modules of " + env + ": " + (result.isEmpty() ? "none" : String.join(", ", result.keySet())));
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
            super("humanitecRuntime", Messages._RuntimeStep_displayName());
        }
    }
}
