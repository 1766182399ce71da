package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.session.Choice;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.PrintStream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/** A step that is over after a few requests. They are made off the Pipeline's own thread. */
final class ShortCall<T> extends SynchronousNonBlockingStepExecution<T> {

    private static final long serialVersionUID = 1L;

    private final Choice where;
    private final String action;

    @SuppressFBWarnings(
            value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
            justification = "such an execution fails after a restart and does not run again")
    private final transient Body<T> body;

    /**
     * What a step does.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    interface Body<T> {
        T call(@NonNull HumanitecSession session, @NonNull PrintStream log);
    }

    /**
     * @param context where the step runs
     * @param step the step
     * @param action what it is about, as an infinitive
     * @param body what it does
     */
    ShortCall(StepContext context, HumanitecStep step, String action, Body<T> body) {
        super(context);
        this.where = step.choice();
        this.action = action;
        this.body = body;
    }

    @Override
    protected T run() throws Exception {
        HumanitecSession session = null;
        try {
            session = HumanitecSession.open(getContext(), where);
            return body.call(session, getContext().get(TaskListener.class).getLogger());
        } catch (HumanitecException | InvalidInputException e) {
            throw Failures.abort(action, session, e);
        }
    }

    @NonNull
    @Override
    public String getStatus() {
        return "is about to " + action;
    }
}
