package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.operations.Watch;
import io.jenkins.plugins.humanitec.session.Choice;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Deletes an application and waits until it is gone. The application is named here and never inherited, so that no block or
 * folder decides what is lost.
 */
public class DeleteAppStep extends HumanitecStep implements WaitingStep {

    private static final long serialVersionUID = 1L;

    /** How long a step waits unless it says otherwise, in seconds. */
    public static final int DEFAULT_TIMEOUT = 1800;

    private final String app;
    private boolean wait = true;
    private boolean failIfMissing;
    private int timeout = DEFAULT_TIMEOUT;

    @DataBoundConstructor
    public DeleteAppStep(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getApp() {
        return app;
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public boolean isFailIfMissing() {
        return failIfMissing;
    }

    @DataBoundSetter
    public void setFailIfMissing(boolean failIfMissing) {
        this.failIfMissing = failIfMissing;
    }

    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException {
        Inputs.check(action(), () -> {
            Identifiers.requireId("application", app);
            Watch.requireTimeout(patience());
        });
        return new LongCall(context, this);
    }

    @NonNull
    @Override
    public String action() {
        return "delete application " + app;
    }

    @NonNull
    @Override
    public Choice where() {
        return choice();
    }

    @NonNull
    @Override
    public Duration patience() {
        return Duration.ofSeconds(timeout);
    }

    @NonNull
    @Override
    public Beginning begin(@NonNull HumanitecSession session, @NonNull PrintStream log) {
        AppRef ref = session.app(app);
        Deletion deletion = session.client().applications().delete(ref);
        if (deletion == Deletion.NOT_FOUND && failIfMissing) {
            throw new InvalidInputException("There is no application " + ref + " in " + ref.orgId() + ".");
        }
        log.println("Humanitec: application " + app + ": " + words(deletion));
        return new Beginning(!wait || deletion != Deletion.IN_PROGRESS, deletion != Deletion.NOT_FOUND);
    }

    private static String words(Deletion deletion) {
        return switch (deletion) {
            case NOT_FOUND -> "was not there";
            case IN_PROGRESS -> "is being deleted";
            case DONE -> "deleted";
        };
    }

    @NonNull
    @Override
    public Watch<?> watch(@NonNull HumanitecSession session, @NonNull Instant deadline) {
        return session.watchingClient().applications().watchDeletion(session.app(app), deadline);
    }

    @Override
    public void sayDone(@NonNull PrintStream log) {
        log.println("Humanitec: application " + app + ": deleted");
    }

    @Extension
    public static class DescriptorImpl extends HumanitecStepDescriptor {
        public DescriptorImpl() {
            super("humanitecDeleteApp", "Humanitec: delete an application");
        }
    }
}
