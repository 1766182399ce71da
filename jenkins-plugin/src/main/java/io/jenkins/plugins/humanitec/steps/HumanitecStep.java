package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.session.Choice;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What all steps have in common: which connection and credentials they use, and how they run. What they do is told by
 * {@link ShortStep} or {@link LongStep}, one of which each of them is. Long ones are kept with the Pipeline.
 */
public abstract class HumanitecStep extends Step implements Serializable {

    private static final long serialVersionUID = 1L;

    private String connection;
    private String credentialsId;

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

    /** @return what this step itself says of where to go */
    @NonNull
    public Choice choice() {
        return new Choice(connection, credentialsId, null, null, false);
    }

    /** @return what the step is about, as an infinitive */
    @NonNull
    public abstract String action();

    /**
     * Looks at the parameters before the step starts, so that bad input fails it at once.
     *
     * @throws InvalidInputException if they cannot be
     */
    public void check() {
        // Most of them are looked at by what they are given to.
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        Inputs.check(action(), this::check);
        return this instanceof LongStep<?> longStep
                ? new LongCall(context, this, longStep)
                : new ShortCall(context, this, (ShortStep) this);
    }

    /** What Pipelines call the step. */
    final String functionName() {
        return getDescriptor().getFunctionName();
    }
}
