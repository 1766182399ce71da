package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.workloads.Scaling;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.StepRun;
import io.jenkins.plugins.humanitec.forms.Forms;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import io.jenkins.plugins.humanitec.steps.Messages;
import io.jenkins.plugins.humanitec.steps.TimeoutEnvStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Scales modules of an environment and waits until the replicas are ready. */
public class ScaleStep extends TimeoutEnvStep implements ResumableOperation<Scaling> {

    private static final long serialVersionUID = 1L;

    /** The default timeout, in seconds. */
    public static final int DEFAULT_TIMEOUT = 600;

    private LinkedHashMap<String, Object> replicas = new LinkedHashMap<>();

    /**
     * Creates a step. The replicas are no argument, because Pipeline reads a map as only argument as named arguments.
     */
    @DataBoundConstructor
    public ScaleStep() {
        super(DEFAULT_TIMEOUT);
    }

    public Map<String, Object> getReplicas() {
        return replicas;
    }

    @DataBoundSetter
    public void setReplicas(Map<String, Object> replicas) {
        this.replicas = replicas == null ? new LinkedHashMap<>() : new LinkedHashMap<>(replicas);
    }

    /** {@return the replicas as text for the form} */
    public String getReplicasText() {
        return ReplicaNumbers.format(replicas);
    }

    @NonNull
    @Override
    public String action() {
        return "scale " + (replicas.isEmpty() ? "modules" : String.join(", ", replicas.keySet()));
    }

    @Override
    public void check() {
        ReplicaNumbers.of(replicas);
        super.check();
    }

    @NonNull
    @Override
    public Stage<Scaling> begin(@NonNull StepRun run) {
        return Workloads.scalingStage(run.session().env(), ReplicaNumbers.of(replicas), isWait() ? timeout() : null);
    }

    @NonNull
    @Override
    public ChangeDraft draft(@NonNull StepRun run) {
        return new ChangeDraft(
                "replicas",
                run.session().env(),
                null,
                ReplicaNumbers.format(replicas).replace("\n", ", "));
    }

    @NonNull
    @Override
    public Outcome outcome(@NonNull StepRun run, @NonNull Scaling scaling) {
        StringJoiner before = new StringJoiner(", ");
        StringJoiner after = new StringJoiner(", ");
        scaling.modules().forEach((name, change) -> {
            before.add(name + " " + change.before());
            after.add(name + " " + change.after());
        });
        return new Outcome(
                new ChangeDraft("replicas", scaling.env(), before.toString(), after.toString()),
                isWait() ? "ready" : "set");
    }

    @Override
    public Object result(@NonNull StepRun run, @NonNull Scaling scaling) {
        LinkedHashMap<String, Map<String, Integer>> result = new LinkedHashMap<>();
        scaling.modules().forEach((name, change) -> {
            Map<String, Integer> plain = new LinkedHashMap<>();
            plain.put("before", change.before());
            plain.put("after", change.after());
            result.put(name, plain);
        });
        return result;
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {

        public DescriptorImpl() {
            super("humanitecScale", Messages._ScaleStep_displayName(), "replicas");
        }

        @POST
        public FormValidation doCheckReplicas(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String connection,
                @QueryParameter String credentialsId,
                @QueryParameter String app,
                @QueryParameter String env) {
            return Forms.checkModules(
                    item,
                    value,
                    () -> ReplicaNumbers.of(ReplicaNumbers.parse(value)),
                    TargetSettings.ofForm(connection, credentialsId, app, env));
        }

        @Override
        protected void bindLines(@NonNull Step step, @NonNull Map<String, String> lines) {
            ((ScaleStep) step).replicas.putAll(ReplicaNumbers.parse(lines.get("replicas")));
        }
    }
}
