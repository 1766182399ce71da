package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.session.Choice;
import io.jenkins.plugins.humanitec.session.StepRun;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/**
 * Runs a {@link ShortStep} off the Pipeline's own thread. It is kept with the Pipeline, which Pipeline does when it starts; after a
 * restart it runs again, and is told since when.
 */
final class ShortCall extends SynchronousNonBlockingStepExecution<Object> {

    private static final long serialVersionUID = 1L;

    private final Choice where;
    private final String action;
    private final String name;

    private final ShortStep step;
    private final Instant begun = Instant.now();

    private transient volatile boolean resumed;
    private transient volatile SecretMasker secrets;

    /**
     * @param context where the step runs
     * @param settings the step
     * @param step the same
     */
    ShortCall(StepContext context, HumanitecStep settings, ShortStep step) {
        super(context);
        this.where = settings.choice();
        this.action = settings.action();
        this.name = settings.functionName();
        this.step = step;
    }

    @Override
    protected Object run() throws Exception {
        StepRun run = null;
        SecretMasker masker = StepRuns.secrets(getContext(), ((HumanitecStep) step).secrets());
        secrets = masker;
        try {
            run = StepRuns.open(getContext(), where, name, masker);
            return step.call(resumed ? run.resumed(begun) : run);
        } catch (HumanitecException | InvalidInputException e) {
            throw Failures.abort(action, run == null ? null : run.session(), masker, e);
        } catch (IOException | RuntimeException e) {
            throw masker.mask(e);
        }
    }

    @Override
    public void onResume() {
        resumed = true;
        try {
            start();
        } catch (Exception e) {
            getContext().onFailure(e);
        }
    }

    @NonNull
    @Override
    public String getStatus() {
        SecretMasker masker = secrets;
        return "is about to " + (masker == null ? "start" : masker.mask(action));
    }
}
