package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.ProxyAuthenticationException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.client.values.ValuesNotSetException;
import io.jenkins.plugins.humanitec.record.FailureDetails;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Creates error messages for failed steps: full sentences with advice, without a stack trace. */
public final class StepFailures {

    private static final Logger LOGGER = Logger.getLogger(StepFailures.class.getName());

    private StepFailures() {}

    /**
     * Creates the exception that fails a step. Also writes the cause to the Jenkins log.
     *
     * @param action what the step does, as an infinitive without "to", such as {@code delete value KEY}
     * @param session the session of the step, for advice; null if it was not opened
     * @param secrets masks secrets in the message and in the log
     * @param cause the reason of the failure
     * @return the exception; its message begins with {@code Humanitec: cannot}
     */
    @NonNull
    public static AbortException abort(
            @NonNull String action,
            @CheckForNull HumanitecSession session,
            @NonNull SecretMasker secrets,
            @NonNull RuntimeException cause) {
        LOGGER.log(Level.FINE, secrets.mask(cause), () -> secrets.mask("cannot " + action));
        String message = cause.getMessage();
        String sentence = message.endsWith(".") ? message : message + ".";
        // The message may contain text from the Jenkinsfile and the API, which must not forge lines of the log.
        return new HumanitecStepException(
                LogSanitizer.indented(
                        secrets.mask("Humanitec: cannot " + action + ". " + sentence + advice(session, cause))),
                FailureDetails.of(cause, session, secrets));
    }

    /**
     * Creates the exception that fails a step, for any problem.
     *
     * @param action what the step does, as an infinitive without "to"
     * @param run the context of the step, for advice; null if it was not opened
     * @param secrets masks secrets
     * @param problem the reason of the failure
     * @return an {@link #abort} for problems that users can solve; else the problem itself, with masked secrets
     */
    @NonNull
    static Exception of(
            @NonNull String action,
            @CheckForNull StepRun run,
            @NonNull SecretMasker secrets,
            @NonNull Throwable problem) {
        return problem instanceof HumanitecException || problem instanceof InvalidInputException
                ? abort(action, run == null ? null : run.session(), secrets, (RuntimeException) problem)
                : masked(secrets, problem);
    }

    /**
     * Masks the secrets in a problem.
     *
     * @param secrets masks secrets
     * @param problem any problem
     * @return the problem with masked secrets; an error is the cause of an exception
     */
    @NonNull
    static Exception masked(@NonNull SecretMasker secrets, @NonNull Throwable problem) {
        return secrets.mask(
                problem instanceof Exception exception
                        ? exception
                        : new IllegalStateException(problem.toString(), problem));
    }

    private static String advice(HumanitecSession session, RuntimeException cause) {
        if (session == null) {
            return "";
        }
        if (cause instanceof ValuesNotSetException && cause.getCause() instanceof HumanitecException first) {
            return advice(session, first);
        }
        String connection = "the Humanitec connection '" + session.connectionName() + "'";
        if (cause instanceof UnauthorizedException) {
            return " Is the token of " + connection + " still valid, and its kind (Bearer or JWT) right?";
        }
        if (cause instanceof ForbiddenException) {
            return " The token of " + connection + " needs a role that permits this.";
        }
        if (cause instanceof ProxyAuthenticationException) {
            return " The proxy is set up under Manage Jenkins > System > HTTP Proxy Configuration.";
        }
        if (cause instanceof TransportException) {
            return " Is the API URL of " + connection + " right, and can Jenkins reach it, perhaps through its proxy?";
        }
        return "";
    }
}
