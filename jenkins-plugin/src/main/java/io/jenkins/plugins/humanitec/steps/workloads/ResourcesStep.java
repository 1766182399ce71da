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
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("type", resource.type());
        plain.put("class", resource.resourceClass());
        plain.put("workload", resource.workload());
        plain.put("definition", resource.definitionId());
        plain.put("status", resource.status());
        // Pipelines save the types of java.util that can be changed.
        plain.put("outputs", resource.maskedOutputs(MASKED));
        return plain;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecResources", Messages._ResourcesStep_displayName());
        }
    }
}
