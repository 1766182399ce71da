package io.jenkins.plugins.humanitec.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps of the jobs in a folder use unless they say otherwise. The nearest folder that says something counts. */
public class HumanitecFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private String connection;
    private String credentialsId;
    private String app;
    private String env;

    @DataBoundConstructor
    public HumanitecFolderProperty() {}

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

    @CheckForNull
    public String getApp() {
        return app;
    }

    @DataBoundSetter
    public void setApp(@CheckForNull String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    @CheckForNull
    public String getEnv() {
        return env;
    }

    @DataBoundSetter
    public void setEnv(@CheckForNull String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }
}
