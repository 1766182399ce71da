package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.record.FailureDetails;
import java.io.IOException;
import java.io.PrintStream;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Checks the parameters of a step before it starts. */
public final class ParameterCheck {

    private ParameterCheck() {}

    /**
     * Checks the parameters of a step in a Pipeline. Removes them from the build record if one is secret or invalid.
     *
     * @param step the step
     * @param context the step's context
     * @throws AbortException if a parameter is invalid
     * @throws IOException if the build record cannot be saved
     * @throws InterruptedException if the build is aborted
     */
    public static void check(@NonNull StepOperation step, @NonNull StepContext context)
            throws IOException, InterruptedException {
        if (!step.secrets().isEmpty() || !step.refusals().isEmpty()) {
            removeArguments(context);
        }
        TaskListener listener = context.get(TaskListener.class);
        check(
                step,
                StepRunFactory.secrets(context, step.secrets()),
                listener == null ? TaskListener.NULL.getLogger() : listener.getLogger());
    }

    /** Removes the arguments of the step, which Pipeline saves with the build, because they may contain secrets. */
    private static void removeArguments(StepContext context) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        if (node != null) {
            node.removeActions(ArgumentsAction.class);
            node.save();
        }
    }

    /**
     * Checks the parameters of a step.
     *
     * @param step the step
     * @param secrets masks secrets in messages
     * @param log receives the warnings
     * @throws AbortException if a parameter is invalid
     */
    static void check(@NonNull StepOperation step, @NonNull SecretMasker secrets, @NonNull PrintStream log)
            throws AbortException {
        if (!step.refusals().isEmpty()) {
            throw new HumanitecStepException(
                    LogSanitizer.indented(secrets.mask("Humanitec: " + String.join(" ", step.refusals()))),
                    FailureDetails.none());
        }
        step.warnings()
                .forEach(warning -> log.println("Humanitec: warning: " + LogSanitizer.indented(secrets.mask(warning))));
        try {
            step.check();
        } catch (InvalidInputException e) {
            throw StepFailures.abort(step.action(), null, secrets, e);
        }
    }
}
