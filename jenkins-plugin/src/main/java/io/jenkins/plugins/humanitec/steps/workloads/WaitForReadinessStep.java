package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.input.Images;
import io.jenkins.plugins.humanitec.client.workloads.Readiness;
import io.jenkins.plugins.humanitec.client.workloads.ReadinessRequest;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.steps.KeyValueLines;
import io.jenkins.plugins.humanitec.steps.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Waits until the pods of workloads are ready. */
public class WaitForReadinessStep extends WorkloadsStep implements ResumableOperation<Readiness> {

    private static final long serialVersionUID = 1L;

    private LinkedHashMap<String, String> images = new LinkedHashMap<>();

    @DataBoundConstructor
    public WaitForReadinessStep() {}

    public Map<String, String> getImages() {
        return images;
    }

    @DataBoundSetter
    public void setImages(@CheckForNull Map<String, String> images) {
        this.images = images == null ? new LinkedHashMap<>() : new LinkedHashMap<>(images);
    }

    /** {@return the images as text for the form} */
    public String getImagesText() {
        return KeyValueLines.format(images);
    }

    @NonNull
    @Override
    public String action() {
        return "wait until the workloads are ready";
    }

    @Override
    public void check() {
        if (!images.isEmpty()) {
            Images.requireAll(images);
        }
        super.check();
    }

    @NonNull
    @Override
    public Stage<Readiness> begin(@NonNull StepRun run) {
        return Workloads.readinessStage(
                ReadinessRequest.of(run.session().env()).withWorkloads(names()).withImages(images), duration());
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull Readiness readiness) {
        LinkedHashMap<String, Map<String, Object>> result = new LinkedHashMap<>();
        readiness.workloads().forEach((name, workload) -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("state", workload.state().name().toLowerCase(Locale.ROOT));
            plain.put("replicas", workload.replicas());
            plain.put("ready", workload.ready());
            plain.put("images", new ArrayList<>(workload.images()));
            result.put(name, plain);
        });
        return result;
    }

    @Extension
    public static class DescriptorImpl extends WorkloadsStepDescriptor {
        public DescriptorImpl() {
            super("humanitecWaitForReadiness", Messages._WaitForReadinessStep_displayName(), "workloads", "images");
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            super.bindLines(step, lines);
            ((WaitForReadinessStep) step).images.putAll(KeyValueLines.parse(lines.get("images")));
        }
    }
}
