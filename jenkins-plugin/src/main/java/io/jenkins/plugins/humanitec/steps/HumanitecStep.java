package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.session.Choice;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What all steps have in common: which connection and credentials they use, and how they run. What they do is told by
 * {@link ShortStep} or {@link LongStep}, one of which each of them is. Long ones are kept with the Pipeline.
 */
public abstract class HumanitecStep extends Step implements Serializable {

    private static final long serialVersionUID = 1L;

    private String connection;
    private String credentialsId;
    private ArrayList<String> refusals;
    private ArrayList<String> warnings;

    @CheckForNull
    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(@CheckForNull String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** @return what this step itself says of where to go */
    @NonNull
    public Choice choice() {
        return new Choice(connection, credentialsId, null, null, false);
    }

    /** @return what the step is about, as an infinitive */
    @NonNull
    public abstract String action();

    /** @return what of its parameters is secret; keep it out of everything that is stored or shown */
    @NonNull
    List<String> secrets() {
        return List.of();
    }

    /**
     * Looks at the parameters before the step starts, so that bad input fails it at once.
     *
     * @throws InvalidInputException if they cannot be
     */
    public void check() {
        // Most of them are looked at by what they are given to.
    }

    /**
     * @param newRefusals why the step cannot start
     * @param newWarnings what is odd about its parameters
     */
    final void setRemarks(@NonNull List<String> newRefusals, @NonNull List<String> newWarnings) {
        refusals = new ArrayList<>(newRefusals);
        warnings = new ArrayList<>(newWarnings);
    }

    /** @return why the step cannot start, a sentence each: what of its parameters it cannot be given */
    @NonNull
    final List<String> refusals() {
        return refusals == null ? List.of() : refusals;
    }

    /** @return what is odd about its parameters, a sentence each */
    @NonNull
    final List<String> warnings() {
        return warnings == null ? List.of() : warnings;
    }

    /**
     * What each step begins with in a Pipeline.
     *
     * @param context where the step runs
     * @throws AbortException if its parameters cannot be
     */
    final void accept(@NonNull StepContext context) throws IOException, InterruptedException {
        if (!secrets().isEmpty() || !refusals().isEmpty()) {
            forgetArguments(context);
        }
        TaskListener listener = context.get(TaskListener.class);
        Inputs.check(
                this,
                StepRuns.secrets(context, secrets()),
                listener == null ? TaskListener.NULL.getLogger() : listener.getLogger());
    }

    /** Pipeline records the arguments of a step with the build, where a secret must not be. */
    private static void forgetArguments(StepContext context) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        if (node != null) {
            node.removeActions(ArgumentsAction.class);
            node.save();
        }
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        accept(context);
        return this instanceof LongStep<?> longStep
                ? new LongCall(context, this, longStep)
                : new ShortCall(context, this, (ShortStep) this);
    }

    /** What Pipelines call the step. */
    final String functionName() {
        return getDescriptor().getFunctionName();
    }
}
