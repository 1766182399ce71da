package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import org.kohsuke.stapler.DataBoundSetter;

/** Base class of steps for an application, which may be inherited from a block or folder. */
public abstract class AppStep extends HumanitecStep {

    private static final long serialVersionUID = 1L;

    private String app;

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
