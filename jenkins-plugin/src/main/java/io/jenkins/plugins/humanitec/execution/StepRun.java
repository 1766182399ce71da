package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.values.SharedValues;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import io.jenkins.plugins.humanitec.record.ChangeRecorder;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.SharedServices;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;

/**
 * What a step works with while it runs, in a Pipeline or in a Freestyle job.
 *
 * @param session where it goes
 * @param run the build
 * @param variables the build's environment variables
 * @param workspace finds where the build works
 * @param log what people read
 * @param scribe writes down what is changed
 * @param secrets what must not be shown; grows while the step runs
 * @param begun when the step began, if Jenkins has restarted since, so that its requests may have been made; otherwise null
 */
public record StepRun(
        @NonNull HumanitecSession session,
        @NonNull Run<?, ?> run,
        @NonNull EnvVars variables,
        @NonNull Workspace workspace,
        @NonNull PrintStream log,
        @NonNull ChangeRecorder scribe,
        @NonNull SecretMasker secrets,
        @CheckForNull Instant begun) {

    /**
     * @param newBegun when the step began
     * @return the same for a step that runs again after a restart
     */
    @NonNull
    public StepRun resumed(@NonNull Instant newBegun) {
        return new StepRun(session, run, variables, workspace, log, scribe, secrets, newBegun);
    }

    /** @return whether the step runs again after a restart, so that its requests may have been made */
    public boolean isResumed() {
        return begun != null;
    }

    /** @return operations on shared values that know whether the step runs again */
    @NonNull
    public SharedValues values() {
        SharedValues values = client().values();
        return begun == null ? values : values.resumed(begun);
    }

    /** Finds the workspace. Only a step that reads a file calls this, since the agent of the workspace may be gone. */
    @FunctionalInterface
    public interface Workspace {

        /**
         * @return where the build works, or null if it has no workspace here
         * @throws IOException if the agent is gone
         * @throws InterruptedException if the build is aborted meanwhile
         */
        @CheckForNull
        FilePath find() throws IOException, InterruptedException;
    }

    /** @param sentence what happened; part of it may come from the API */
    public void say(@NonNull String sentence) {
        log.println((session.isDryRun() ? "Humanitec (dry run): " : "Humanitec: ")
                + LogSanitizer.indented(secrets.mask(sentence)));
    }

    /**
     * Writes down what was changed, unless this is a dry run.
     *
     * @param draft what was changed
     * @param status how, in a word
     */
    public void changed(@NonNull ChangeDraft draft, @NonNull String status) {
        if (!session.isDryRun()) {
            scribe.done(draft, status);
        }
    }

    /**
     * @param credentialsId the ID of Secret text credentials whose content is to be stored in Humanitec
     * @return the content, which is masked from now on
     * @throws InvalidInputException if the run cannot see such credentials
     */
    @NonNull
    public String secretOf(@NonNull String credentialsId) {
        String secret = session.secretOf(credentialsId);
        secrets.add(secret);
        return secret;
    }

    /**
     * Runs an operation of the client that is over after a few requests.
     *
     * @param operation the operation
     * @param <R> its result
     * @return the result
     * @throws InterruptedException if the build is aborted meanwhile
     */
    public <R> R finish(@NonNull LongOperation<R> operation) throws InterruptedException {
        return operation.await(OperationContext.NO_LIMIT);
    }

    /** @return a client for the step's own calls */
    @NonNull
    public HumanitecClient client() {
        return session.client();
    }

    /** @return what an operation of several stages works with */
    @NonNull
    public OperationContext operation() {
        return new OperationContext(
                session.client().context(),
                session.pollingClient().context(),
                SharedServices.get().queue(),
                this::say);
    }
}
