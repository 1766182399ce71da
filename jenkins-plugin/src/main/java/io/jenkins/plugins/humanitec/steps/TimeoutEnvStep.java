package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps that start an operation in an environment and wait for it. The environment may be inherited. */
public abstract class TimeoutEnvStep extends TimeoutAppStep {

    private static final long serialVersionUID = 1L;

    private String env;

    /**
     * Creates a step.
     *
     * @param timeout the default timeout in seconds
     */
    protected TimeoutEnvStep(int timeout) {
        super(timeout);
    }

    @CheckForNull
    public String getEnv() {
        return env;
    }

    /**
     * Sets the environment.
     *
     * @param env the ID of an environment; null to inherit it; empty for no environment, so that a step in a block
     *     {@code withHumanitec(env: …)} can work on the application
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
