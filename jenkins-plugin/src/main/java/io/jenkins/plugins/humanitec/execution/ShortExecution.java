package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/**
 * Runs a {@link ShortOperation} on its own thread. Pipeline saves the execution when it starts. After a restart, the
 * operation runs again and receives the time of its first start.
 */
public final class ShortExecution extends SynchronousNonBlockingStepExecution<Object> {

    private static final long serialVersionUID = 1L;

    private final TargetSettings where;
    private final String action;
    private final String name;

    private final ShortOperation step;
    private final Instant begun = Instant.now();

    private transient volatile boolean resumed;
    private transient volatile SecretMasker secrets;

    /**
     * Creates an execution.
     *
     * @param context the step's context
     * @param step the step
     */
    public ShortExecution(@NonNull StepContext context, @NonNull ShortOperation step) {
        super(context);
        this.where = step.targetSettings();
        this.action = step.action();
        this.name = step.functionName();
        this.step = step;
    }

    @Override
    protected Object run() throws Exception {
        StepRun run = null;
        SecretMasker masker = StepRunFactory.secrets(getContext(), step.secrets());
        secrets = masker;
        try {
            run = StepRunFactory.open(getContext(), where, name, masker);
            return step.call(resumed ? run.resumed(begun) : run);
        } catch (HumanitecException | InvalidInputException e) {
            throw StepFailures.abort(action, run == null ? null : run.session(), masker, e);
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
