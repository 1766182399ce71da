package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.record.ChangeRecorder;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Finds out what a step in a Pipeline works with. */
public final class StepRunFactory {

    private static final Logger LOGGER = Logger.getLogger(StepRunFactory.class.getName());

    private StepRunFactory() {}

    /**
     * @param context where a step runs
     * @param ofStep what of its parameters is secret
     * @return what neither it nor what it throws may show: this, and the values of the variables that the enclosing blocks call
     *     sensitive
     */
    @NonNull
    public static SecretMasker secrets(@NonNull StepContext context, @NonNull List<String> ofStep)
            throws IOException, InterruptedException {
        SecretMasker secrets = new SecretMasker();
        ofStep.forEach(secrets::add);
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        if (expander != null && !expander.getSensitiveVariables().isEmpty()) {
            SensitiveVariables.of(expander, variables(context)).forEach(secrets::add);
        }
        return secrets;
    }

    /**
     * @param context where the step runs
     * @param where what the step says of where to go
     * @param step the step's name
     * @param secrets what {@link #secrets} returns; knows the token, too, afterwards
     * @return what it works with
     * @throws io.jenkins.plugins.humanitec.client.InvalidInputException if it cannot go there
     */
    @NonNull
    public static StepRun open(
            @NonNull StepContext context,
            @NonNull TargetSettings where,
            @NonNull String step,
            @NonNull SecretMasker secrets)
            throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        TaskListener listener = context.get(TaskListener.class);
        if (run == null || listener == null) {
            throw new IOException("The step does not run in a build.");
        }
        HumanitecSession session = HumanitecSession.open(run, context.get(TargetSettings.class), where);
        secrets.add(session.tokenSecret().getPlainText());
        return new StepRun(
                session,
                run,
                variables(context),
                () -> context.get(FilePath.class),
                listener.getLogger(),
                new ChangeRecorder(run, step, session, secrets),
                secrets,
                null);
    }

    /** Plugins that contribute variables to steps may ask for the workspace, whose agent may be gone; then without them. */
    private static EnvVars variables(StepContext context) throws IOException, InterruptedException {
        try {
            EnvVars variables = context.get(EnvVars.class);
            return variables == null ? new EnvVars() : variables;
        } catch (IOException e) {
            Run<?, ?> run = context.get(Run.class);
            TaskListener listener = context.get(TaskListener.class);
            if (run == null || listener == null) {
                throw e;
            }
            LOGGER.log(Level.FINE, "Not all variables of " + run + " are known.", e);
            return EnvironmentExpander.getEffectiveEnvironment(
                    run.getEnvironment(listener), null, context.get(EnvironmentExpander.class), null, listener);
        }
    }
}
