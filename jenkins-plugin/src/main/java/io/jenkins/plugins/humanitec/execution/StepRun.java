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
import java.util.function.Supplier;

/**
 * The context of a running step, in a Pipeline or in a Freestyle job.
 *
 * @param session the connection, token and target of the step
 * @param run the build
 * @param variables the build's environment variables
 * @param workspace finds the workspace of the build
 * @param log the log of the build
 * @param recorder records the changes of the step
 * @param secrets masks secrets; the step may add more while it runs
 * @param begun the time of the first start if the step runs again after a restart; otherwise null
 */
public record StepRun(
        @NonNull HumanitecSession session,
        @NonNull Run<?, ?> run,
        @NonNull EnvVars variables,
        @NonNull Workspace workspace,
        @NonNull PrintStream log,
        @NonNull ChangeRecorder recorder,
        @NonNull SecretMasker secrets,
        @CheckForNull Instant begun) {

    /**
     * Returns a copy for a step that runs again after a restart.
     *
     * @param newBegun the time of the first start
     * @return the copy
     */
    @NonNull
    public StepRun resumed(@NonNull Instant newBegun) {
        return new StepRun(session, run, variables, workspace, log, recorder, secrets, newBegun);
    }

    /** {@return whether the step runs again after a restart, so that its requests may already have been made} */
    public boolean isResumed() {
        return begun != null;
    }

    /** {@return the operations on shared values, which recognize changes that the step made before a restart} */
    @NonNull
    public SharedValues values() {
        SharedValues values = client().values();
        return begun == null ? values : values.resumed(begun);
    }

    /** Finds the workspace. Only steps that read a file use it, because the agent may be disconnected. */
    @FunctionalInterface
    public interface Workspace {

        /**
         * Finds the workspace.
         *
         * @return the workspace; null if the step runs outside of {@code node}
         * @throws IOException if the agent is disconnected
         * @throws InterruptedException if the build is aborted
         */
        @CheckForNull
        FilePath find() throws IOException, InterruptedException;
    }

    /**
     * Writes a line to the log of the build. Masks secrets.
     *
     * @param sentence the text; it may contain text from the API
     */
    public void say(@NonNull String sentence) {
        log.println((session.isDryRun() ? "Humanitec (dry run): " : "Humanitec: ")
                + LogSanitizer.indented(secrets.mask(sentence)));
    }

    /**
     * Records a change, unless this is a dry run.
     *
     * @param draft the change
     * @param status its status in one word, such as {@code created}
     */
    public void changed(@NonNull ChangeDraft draft, @NonNull String status) {
        if (!session.isDryRun()) {
            recorder.done(draft, status);
        }
    }

    /**
     * Reads credentials whose secret is to be stored in Humanitec. Masks the secret in all later messages.
     *
     * @param credentialsId the ID of Secret text credentials
     * @return the secret
     * @throws InvalidInputException if the build has no access to such credentials
     */
    @NonNull
    public String secretOf(@NonNull String credentialsId) {
        String secret = session.secretOf(credentialsId);
        secrets.add(secret);
        return secret;
    }

    /**
     * Runs an operation of the client that needs only a few requests, on the calling thread.
     *
     * @param operation the operation
     * @param <R> the type of the result
     * @return the result
     * @throws InterruptedException if the build is aborted
     */
    public <R> R finish(@NonNull LongOperation<R> operation) throws InterruptedException {
        return operation.await(OperationContext.NO_LIMIT);
    }

    /** {@return the client for the requests of the step} */
    @NonNull
    public HumanitecClient client() {
        return session.client();
    }

    /**
     * Returns a new context for an operation with several stages.
     *
     * @param change returns the ID of the record of the change that the operation makes, or null
     * @return the context
     */
    @NonNull
    public OperationContext operation(@NonNull Supplier<String> change) {
        OperationContext operation = new OperationContext(
                session.client().context(),
                session.pollingClient().context(),
                SharedServices.get().queue(),
                this::say,
                lines -> recorder.differences(change.get(), lines));
        operation.onApprovals(recorder::approvals);
        operation.onDeployment(recorder::deployment);
        return operation;
    }
}
