package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.Flows;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.record.Scribe;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.StepRun;
import io.jenkins.plugins.humanitec.session.Waiting;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.List;

/** Runs a step to its end on the calling thread, for builds that are no Pipelines. */
public final class DirectCall {

    private final Run<?, ?> run;
    private final EnvVars variables;
    private final FilePath workspace;
    private final PrintStream log;
    private final List<String> secrets;

    /**
     * @param run the build
     * @param variables the build's environment variables
     * @param workspace where the build works, or null if it has no workspace
     * @param log what people read
     * @param secrets what must not be shown or written down
     */
    public DirectCall(
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
     * @param step the step
     * @throws AbortException if it fails; says why
     * @throws IOException if the workspace cannot be read
     * @throws InterruptedException if the build is aborted meanwhile
     */
    public void make(@NonNull HumanitecStep step) throws IOException, InterruptedException {
        SecretMasker masker = new SecretMasker();
        secrets.forEach(masker::add);
        step.secrets().forEach(masker::add);
        Inputs.check(step, masker, log);
        HumanitecSession session = null;
        try {
            session = HumanitecSession.open(run, null, step.choice());
            masker.add(session.tokenSecret().getPlainText());
            Scribe scribe = new Scribe(run, step.functionName(), session, masker);
            StepRun stepRun = new StepRun(session, run, variables, () -> workspace, log, scribe, masker, null);
            if (step instanceof LongStep<?> longStep) {
                finish(longStep, stepRun);
            } else {
                ((ShortStep) step).call(stepRun);
            }
        } catch (HumanitecException | InvalidInputException e) {
            throw Failures.abort(step.action(), session, masker, e);
        } catch (RuntimeException e) {
            throw (RuntimeException) masker.mask(e);
        }
    }

    private static <R extends Serializable> void finish(LongStep<R> step, StepRun stepRun)
            throws IOException, InterruptedException {
        Stage<R> operation = step.begin(stepRun);
        String change = Records.begin(step, stepRun);
        try {
            R result = new StageRunner(stepRun.operation(), Waiting.get().poller()).run(operation);
            Records.succeed(step, stepRun, change, result);
        } catch (InterruptedException e) {
            Records.stop(stepRun, change);
            throw e;
        } catch (RuntimeException e) {
            Records.fail(stepRun, change, e);
            throw e;
        }
    }
}
