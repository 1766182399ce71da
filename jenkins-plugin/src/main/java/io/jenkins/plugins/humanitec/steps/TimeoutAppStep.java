package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps that start an operation in an application and wait for it. The application may be inherited. */
public abstract class TimeoutAppStep extends TimeoutStep {

    private static final long serialVersionUID = 1L;

    private String app;

    /**
     * Creates a step.
     *
     * @param timeout the default timeout in seconds
     */
    protected TimeoutAppStep(int timeout) {
        super(timeout);
    }

    @CheckForNull
    public String getApp() {
        return app;
    }

    @DataBoundSetter
    public void setApp(@CheckForNull String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    @NonNull
    @Override
    public TargetSettings targetSettings() {
        return new TargetSettings(getConnection(), getCredentialsId(), app, null, false);
    }
}
