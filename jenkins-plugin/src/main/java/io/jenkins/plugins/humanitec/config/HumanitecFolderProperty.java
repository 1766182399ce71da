package io.jenkins.plugins.humanitec.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The defaults for the steps of the jobs in a folder. For each setting, the nearest folder that sets it is used. */
public class HumanitecFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private String connection;
    private String credentialsId;
    private String app;
    private String env;
    private String applyKinds;
    private String applyApps;

    @DataBoundConstructor
    public HumanitecFolderProperty() {}

    /** {@return the name of the connection; null if it is inherited} */
    @CheckForNull
    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(@CheckForNull String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    /** {@return the ID of the credentials; null if they are inherited} */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** {@return the ID of the application; null if it is inherited} */
    @CheckForNull
    public String getApp() {
        return app;
    }

    @DataBoundSetter
    public void setApp(@CheckForNull String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    /** {@return the ID of the environment; null if it is inherited} */
    @CheckForNull
    public String getEnv() {
        return env;
    }

    @DataBoundSetter
    public void setEnv(@CheckForNull String env) {
        this.env = Util.fixEmptyAndTrim(env);
    }

    /** {@return the kinds of objects that jobs may apply, with commas between them; null for all} */
    @CheckForNull
    public String getApplyKinds() {
        return applyKinds;
    }

    @DataBoundSetter
    public void setApplyKinds(@CheckForNull String applyKinds) {
        this.applyKinds = Util.fixEmptyAndTrim(applyKinds);
    }

    /** {@return the applications whose objects jobs may apply, with commas between them; null for all} */
    @CheckForNull
    public String getApplyApps() {
        return applyApps;
    }

    @DataBoundSetter
    public void setApplyApps(@CheckForNull String applyApps) {
        this.applyApps = Util.fixEmptyAndTrim(applyApps);
    }

    private static HumanitecFolderProperty of(String connection, String credentialsId, String app, String env) {
        HumanitecFolderProperty form = new HumanitecFolderProperty();
        form.setConnection(connection);
        form.setCredentialsId(credentialsId);
        form.setApp(app);
        form.setEnv(env);
        return form;
    }

    @Extension
    @Symbol("humanitec")
    public static class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return "Humanitec";
        }

        // The parameters have other names than those of the steps' descriptor: for methods with the same signature,
        // Stapler's annotation processor keeps the parameter names of only one, and which one differs between builds.
        @POST
        public ListBoxModel doFillConnectionItems(
                @AncestorInPath AbstractFolder<?> folder, @QueryParameter String connection) {
            return FolderForm.get().connections(folder, connection);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath AbstractFolder<?> folder, @QueryParameter String credentialsId) {
            return FolderForm.get().credentials(folder, credentialsId);
        }

        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath AbstractFolder<?> folder, @QueryParameter String value) {
            return FolderForm.get().checkCredentials(folder, value);
        }

        @POST
        public FormValidation doCheckApplyKinds(@QueryParameter String value) {
            return FolderForm.get().checkKinds(value);
        }

        @POST
        public ComboBoxModel doFillAppItems(
                @AncestorInPath AbstractFolder<?> folder,
                @QueryParameter String connection,
                @QueryParameter String credentialsId) {
            return FolderForm.get().applications(folder, of(connection, credentialsId, null, null));
        }

        @POST
        public FormValidation doCheckApp(
                @AncestorInPath AbstractFolder<?> folder,
                @QueryParameter String value,
                @QueryParameter String connection,
                @QueryParameter String credentialsId) {
            return FolderForm.get().checkApplication(folder, of(connection, credentialsId, value, null));
        }

        @POST
        public ComboBoxModel doFillEnvItems(
                @AncestorInPath AbstractFolder<?> folder,
                @QueryParameter String connection,
                @QueryParameter String credentialsId,
                @QueryParameter String app) {
            return FolderForm.get().environments(folder, of(connection, credentialsId, app, null));
        }

        @POST
        public FormValidation doCheckEnv(
                @AncestorInPath AbstractFolder<?> folder,
                @QueryParameter String value,
                @QueryParameter String connection,
                @QueryParameter String credentialsId,
                @QueryParameter String app) {
            return FolderForm.get().checkEnvironment(folder, of(connection, credentialsId, app, value));
        }
    }
}
