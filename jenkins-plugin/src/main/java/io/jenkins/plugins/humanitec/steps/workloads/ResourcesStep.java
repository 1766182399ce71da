package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.resources.ActiveResourceInfo;
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
import org.kohsuke.stapler.DataBoundSetter;

/** Reads the active resources of an environment. */
public class ResourcesStep extends TargetStep implements ShortOperation {

    private static final long serialVersionUID = 1L;

    private static final String MASKED = "****";

    private String type;

    @DataBoundConstructor
    public ResourcesStep() {}

    @CheckForNull
    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(@CheckForNull String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    @NonNull
    @Override
    public String action() {
        return "read the resources";
    }

    @Override
    public Object call(@NonNull StepRun run) {
        EnvRef env = run.session().env();
        List<ActiveResourceInfo> resources = run.client().resources().list(env).stream()
                .filter(resource -> type == null || type.equals(resource.type()))
                .toList();
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        resources.forEach(resource -> result.put(resource.id(), plain(resource)));
        run.say((type == null ? "resources" : "resources of type " + type) + " of " + env + ": "
                + (result.isEmpty() ? "none" : String.join(", ", result.keySet())));
        return result;
    }

    private static Map<String, Object> plain(ActiveResourceInfo resource) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        resource.outputs().forEach((name, value) -> outputs.put(name, serializable(value)));
        resource.secretOutputs().forEach(name -> putMasked(outputs, name));
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("type", resource.type());
        plain.put("class", resource.resourceClass());
        plain.put("workload", resource.workload());
        plain.put("definition", resource.definitionId());
        plain.put("status", resource.status());
        plain.put("outputs", outputs);
        return plain;
    }

    /** Adds a secret output. The names of nested outputs have dots between them; a dot in a name has a backslash before it. */
    @SuppressWarnings("unchecked")
    private static void putMasked(Map<String, Object> outputs, String path) {
        Map<String, Object> group = outputs;
        String[] names = path.split("(?<!\\\\)\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            if (!(group.computeIfAbsent(unescaped(names[i]), n -> new LinkedHashMap<>()) instanceof Map<?, ?> nested)) {
                outputs.putIfAbsent(unescaped(path), MASKED);
                return;
            }
            group = (Map<String, Object>) nested;
        }
        group.putIfAbsent(unescaped(names[names.length - 1]), MASKED);
    }

    private static String unescaped(String name) {
        return name.replace("\\.", ".");
    }

    /** Pipelines save the types of java.util that can be changed. */
    private static Object serializable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, nested) -> copy.put(String.valueOf(key), serializable(nested)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(serializable(element)));
            return copy;
        }
        return value;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecResources", Messages._ResourcesStep_displayName());
        }
    }
}
