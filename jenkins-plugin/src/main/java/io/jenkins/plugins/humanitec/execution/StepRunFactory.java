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

/** Creates the {@link StepRun} of a step in a Pipeline. */
public final class StepRunFactory {

    private static final Logger LOGGER = Logger.getLogger(StepRunFactory.class.getName());

    private StepRunFactory() {}

    /**
     * Creates a masker for the secret parameters of a step and for the sensitive variables of the enclosing blocks.
     *
     * @param context the step's context
     * @param ofStep the values of the secret parameters
     * @return the masker
     * @throws IOException if the variables cannot be read
     * @throws InterruptedException if the build is aborted
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
     * Opens a session and creates the context of a step. Adds the token to the masker.
     *
     * @param context the step's context
     * @param where the settings of the step itself
     * @param step the step's name
     * @param secrets the masker that {@link #secrets} returned
     * @return the context of the step
     * @throws io.jenkins.plugins.humanitec.client.InvalidInputException if the connection or the
     *     credentials do not exist
     * @throws IOException if the step does not run in a build, or the variables cannot be read
     * @throws InterruptedException if the build is aborted
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

    /** Reads the variables. Without the agent, leaves out those of plugins that need the workspace. */
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
