package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import org.kohsuke.stapler.DataBoundSetter;

/** What steps have in common that begin something in an environment, which they may inherit, and then wait for it. */
public abstract class TimeoutEnvStep extends TimeoutAppStep {

    private static final long serialVersionUID = 1L;

    private String env;

    /** @param timeout how long the step waits unless it says otherwise, in seconds */
    protected TimeoutEnvStep(int timeout) {
        super(timeout);
    }

    @CheckForNull
    public String getEnv() {
        return env;
    }

    /**
     * @param env the ID of an environment; null to inherit it; empty for none, so that a step within
     *     {@code withHumanitec(env: …)} can be about the application
     */
    @DataBoundSetter
    public void setEnv(@CheckForNull String env) {
        this.env = env == null ? null : env.trim();
    }

    @NonNull
    @Override
    public TargetSettings targetSettings() {
        return new TargetSettings(getConnection(), getCredentialsId(), getApp(), env, false);
    }
}
