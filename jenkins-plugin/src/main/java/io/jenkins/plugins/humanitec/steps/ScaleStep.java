package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.humanitec.client.operations.Scaling;
import io.jenkins.plugins.humanitec.client.operations.Watch;
import io.jenkins.plugins.humanitec.session.Choice;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Scales modules of an environment and waits until it is so. */
public class ScaleStep extends TargetStep implements WaitingStep {

    private static final long serialVersionUID = 1L;

    /** How long a step waits unless it says otherwise, in seconds. */
    public static final int DEFAULT_TIMEOUT = 600;

    private LinkedHashMap<String, Object> replicas = new LinkedHashMap<>();
    private boolean wait = true;
    private int timeout = DEFAULT_TIMEOUT;

    /** The replicas are required, but not here: as a step's only argument, a map would be taken for named arguments. */
    @DataBoundConstructor
    public ScaleStep() {}

    public Map<String, Object> getReplicas() {
        return replicas;
    }

    @DataBoundSetter
    public void setReplicas(Map<String, Object> replicas) {
        this.replicas = replicas == null ? new LinkedHashMap<>() : new LinkedHashMap<>(replicas);
    }

    /** @return what the form shows */
    public String getReplicasText() {
        return ReplicaNumbers.format(replicas);
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException {
        Inputs.check(action(), () -> {
            ReplicaNumbers.of(replicas);
            Watch.requireTimeout(patience());
        });
        return new LongCall(context, this);
    }

    @NonNull
    @Override
    public String action() {
        return "scale " + (replicas.isEmpty() ? "modules" : String.join(", ", replicas.keySet()));
    }

    @NonNull
    @Override
    public Choice where() {
        return choice();
    }

    @NonNull
    @Override
    public Duration patience() {
        return Duration.ofSeconds(timeout);
    }

    @NonNull
    @Override
    public Beginning begin(@NonNull HumanitecSession session, @NonNull PrintStream log) {
        Scaling scaling = session.client().workloads().scale(session.env(), ReplicaNumbers.of(replicas));
        LinkedHashMap<String, Map<String, Integer>> result = new LinkedHashMap<>();
        scaling.modules().forEach((name, change) -> {
            Map<String, Integer> plain = new LinkedHashMap<>();
            plain.put("before", change.before());
            plain.put("after", change.after());
            result.put(name, plain);
            log.println("Humanitec: replicas of " + name + " in " + scaling.env() + ": " + change.before() + " -> "
                    + change.after());
        });
        return new Beginning(!wait, result);
    }

    @NonNull
    @Override
    public Watch<?> watch(@NonNull HumanitecSession session, @NonNull Instant deadline) {
        return session.watchingClient().workloads().watchScaling(session.env(), ReplicaNumbers.of(replicas), deadline);
    }

    @Override
    public void sayDone(@NonNull PrintStream log) {
        log.println("Humanitec: all pods of " + String.join(", ", replicas.keySet()) + " are ready");
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {

        public DescriptorImpl() {
            super("humanitecScale", "Humanitec: scale modules of an environment");
        }

        /** The form has a line for each module, {@code name=number}, since no form control makes a map. */
        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Object lines = form.get("replicas");
            if (lines instanceof String text) {
                form.remove("replicas");
                ScaleStep bound = (ScaleStep) super.newInstance(request, form);
                bound.replicas.putAll(ReplicaNumbers.parse(text));
                return bound;
            }
            return super.newInstance(request, form);
        }
    }
}
