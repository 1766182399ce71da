package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps for an application or environment, which may be inherited from a block or folder. */
public abstract class TargetStep extends AppStep {

    private static final long serialVersionUID = 1L;

    private String env;

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
