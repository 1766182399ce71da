package io.jenkins.plugins.humanitec.steps.pipelines;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunRequest;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRuns;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.KeyValueLines;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TimeoutAppStep;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs a Humanitec pipeline and waits for the result. */
public class RunPipelineStep extends TimeoutAppStep implements ResumableOperation<PipelineRunResult> {

    private static final long serialVersionUID = 1L;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = 3600;

    private final String pipeline;
    private LinkedHashMap<String, Object> inputs = new LinkedHashMap<>();
    private boolean approve;

    @DataBoundConstructor
    public RunPipelineStep(String pipeline) {
        super(DEFAULT_TIMEOUT);
        this.pipeline = Util.fixEmptyAndTrim(pipeline);
    }

    public String getPipeline() {
        return pipeline;
    }

    public Map<String, Object> getInputs() {
        return inputs;
    }

    @DataBoundSetter
    public void setInputs(@CheckForNull Map<String, Object> inputs) {
        this.inputs = inputs == null ? new LinkedHashMap<>() : new LinkedHashMap<>(inputs);
    }

    public boolean isApprove() {
        return approve;
    }

    @DataBoundSetter
    public void setApprove(boolean approve) {
        this.approve = approve;
    }

    /** {@return the inputs as text for the form} */
    public String getInputsText() {
        return KeyValueLines.format(inputs);
    }

    @NonNull
    @Override
    public String action() {
        return named("run pipeline", pipeline);
    }

    @Override
    public void check() {
        if (pipeline == null) {
            throw new InvalidInputException("'pipeline' is missing.");
        }
        if (approve && !isWait()) {
            throw new InvalidInputException("A step that does not wait cannot approve. Remove 'approve' or 'wait'.");
        }
        super.check();
    }

    @NonNull
    @Override
    public Stage<PipelineRunResult> begin(@NonNull StepRun run) {
        return PipelineRuns.runStage(PipelineRunRequest.of(run.session().app(), pipeline, inputs, isWait(), timeout())
                .withApproval(approve));
    }

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return ChangeDraft.of("run of pipeline " + pipeline, run.session().app());
    }

    @NonNull
    @Override
    public Outcome outcome(@NonNull StepRun run, @NonNull PipelineRunResult ended) {
        return new Outcome(draft(run), ended.status());
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull PipelineRunResult ended) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", ended.id());
        result.put("status", ended.status());
        result.put("message", ended.message());
        result.put("outputs", new LinkedHashMap<>(ended.outputs()));
        result.put("url", run.session().webPages().of(run.session().app()));
        return result;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecRunPipeline", Messages._RunPipelineStep_displayName(), "inputs");
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            ((RunPipelineStep) step).inputs.putAll(KeyValueLines.parse(lines.get("inputs")));
        }
    }
}
