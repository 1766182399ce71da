package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.flow.StageRunner;
import io.jenkins.plugins.humanitec.record.ChangeRecorder;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.SharedServices;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.List;

/** Runs a step on the calling thread, for Freestyle builds. */
public final class FreestyleExecution {

    private final Run<?, ?> run;
    private final EnvVars variables;
    private final FilePath workspace;
    private final PrintStream log;
    private final List<String> secrets;

    /**
     * Creates an execution for one build.
     *
     * @param run the build
     * @param variables the build's environment variables
     * @param workspace the workspace of the build; null if it has none
     * @param log the log of the build
     * @param secrets the texts to mask in logs and records
     */
    public FreestyleExecution(
            @NonNull Run<?, ?> run,
            @NonNull EnvVars variables,
            @CheckForNull FilePath workspace,
            @NonNull PrintStream log,
            @NonNull List<String> secrets) {
        this.run = run;
        this.variables = variables;
        this.workspace = workspace;
        this.log = log;
        this.secrets = List.copyOf(secrets);
    }

    /**
     * Runs a step and waits until it ends.
     *
     * @param step the step
     * @throws AbortException if the step fails; its message contains the reason
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted
     */
    public void run(@NonNull StepOperation step) throws IOException, InterruptedException {
        SecretMasker masker = new SecretMasker();
        secrets.forEach(masker::add);
        step.secrets().forEach(masker::add);
        ParameterCheck.check(step, masker, log);
        HumanitecSession session = null;
        try {
            session = HumanitecSession.open(run, null, step.targetSettings());
            masker.add(session.tokenSecret().getPlainText());
            ChangeRecorder recorder = new ChangeRecorder(run, step.functionName(), session, masker);
            StepRun stepRun = new StepRun(session, run, variables, () -> workspace, log, recorder, masker, null);
            if (step instanceof ResumableOperation<?> longStep) {
                finish(longStep, stepRun);
            } else {
                ((ShortOperation) step).call(stepRun);
            }
        } catch (HumanitecException | InvalidInputException e) {
            throw StepFailures.abort(step.action(), session, masker, e);
        } catch (IOException | RuntimeException e) {
            Exception masked = masker.mask(e);
            if (masked instanceof IOException failure) {
                throw failure;
            }
            throw (RuntimeException) masked;
        }
    }

    private static <R extends Serializable> void finish(ResumableOperation<R> step, StepRun stepRun)
            throws IOException, InterruptedException {
        Stage<R> operation = step.begin(stepRun);
        String change = ChangeRecords.begin(step, stepRun);
        try {
            R result = new StageRunner(
                            stepRun.operation(() -> change),
                            SharedServices.get().poller())
                    .run(operation);
            ChangeRecords.succeed(step, stepRun, change, result);
        } catch (InterruptedException e) {
            ChangeRecords.stop(stepRun, change);
            throw e;
        } catch (RuntimeException e) {
            ChangeRecords.fail(step, stepRun, change, e);
            throw e;
        }
    }
}
