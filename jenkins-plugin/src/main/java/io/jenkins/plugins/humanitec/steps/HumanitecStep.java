package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.execution.ParameterCheck;
import io.jenkins.plugins.humanitec.execution.ResumableExecution;
import io.jenkins.plugins.humanitec.execution.ResumableOperation;
import io.jenkins.plugins.humanitec.execution.ShortExecution;
import io.jenkins.plugins.humanitec.execution.ShortOperation;
import io.jenkins.plugins.humanitec.execution.StepOperation;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Base class of all steps. A step may set its connection and credentials, and is either a {@link ShortOperation} or a
 * {@link ResumableOperation}.
 */
public abstract class HumanitecStep extends Step implements StepOperation {

    private static final long serialVersionUID = 1L;

    private String connection;
    private String credentialsId;
    private ArrayList<String> refusals;
    private ArrayList<String> warnings;

    @CheckForNull
    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(@CheckForNull String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @NonNull
    @Override
    public TargetSettings targetSettings() {
        return new TargetSettings(connection, credentialsId, null, null, false);
    }

    /**
     * Adds the name of an object to an {@link #action()}.
     *
     * @param action the action and the kind of object, such as {@code delete value}
     * @param name the name of the object; null if the script does not set it
     * @return the action with the name, or without it if it is null or empty
     */
    @NonNull
    protected static String named(@NonNull String action, @CheckForNull String name) {
        return name == null || name.isEmpty() ? action : action + " " + name;
    }

    @NonNull
    @Override
    public List<String> secrets() {
        return List.of();
    }

    @Override
    public void check() {
        // Most parameters are checked by the client.
    }

    /**
     * Sets the errors and warnings that were found when the parameters were converted.
     *
     * @param newRefusals the errors, one sentence each
     * @param newWarnings the warnings, one sentence each
     */
    final void setRemarks(@NonNull List<String> newRefusals, @NonNull List<String> newWarnings) {
        refusals = new ArrayList<>(newRefusals);
        warnings = new ArrayList<>(newWarnings);
    }

    @NonNull
    @Override
    public final List<String> refusals() {
        return refusals == null ? List.of() : refusals;
    }

    @NonNull
    @Override
    public final List<String> warnings() {
        return warnings == null ? List.of() : warnings;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        ParameterCheck.check(this, context);
        return this instanceof ResumableOperation<?> resumable
                ? new ResumableExecution(context, resumable)
                : new ShortExecution(context, (ShortOperation) this);
    }

    @NonNull
    @Override
    public final String functionName() {
        return getDescriptor().getFunctionName();
    }
}
