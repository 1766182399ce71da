package io.jenkins.plugins.humanitec.forms;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;

/** The form of a folder's settings. */
@Extension
@Symbol("humanitec")
public class FolderPropertyDescriptor extends AbstractFolderPropertyDescriptor {

    public FolderPropertyDescriptor() {
        super(HumanitecFolderProperty.class);
    }


    @NonNull
    @Override
    public String getDisplayName() {
        return "Humanitec";
    }

    // The parameters must not be named as those of the steps' descriptor: of methods that are alike, Stapler's
    // annotation
    // processor keeps the parameter names of one, and of which one differs from build to build.
    @POST
    public ListBoxModel doFillConnectionItems(
            @AncestorInPath AbstractFolder<?> folder, @QueryParameter String connection) {
        return Forms.connections(folder, connection);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath AbstractFolder<?> folder, @QueryParameter String credentialsId) {
        return Forms.credentials(folder, credentialsId);
    }

    @POST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath AbstractFolder<?> folder, @QueryParameter String value) {
        return Forms.checkCredentials(folder, value, null);
    }

    @POST
    public ComboBoxModel doFillAppItems(
            @AncestorInPath AbstractFolder<?> folder,
            @QueryParameter String connection,
            @QueryParameter String credentialsId) {
        return Forms.applications(folder, TargetSettings.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public FormValidation doCheckApp(
            @AncestorInPath AbstractFolder<?> folder,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId) {
        return Forms.checkApplication(folder, value, TargetSettings.ofForm(connection, credentialsId, null, null));
    }

    @POST
    public ComboBoxModel doFillEnvItems(
            @AncestorInPath AbstractFolder<?> folder,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.environments(folder, TargetSettings.ofForm(connection, credentialsId, app, null));
    }

    @POST
    public FormValidation doCheckEnv(
            @AncestorInPath AbstractFolder<?> folder,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String credentialsId,
            @QueryParameter String app) {
        return Forms.checkEnvironment(folder, value, TargetSettings.ofForm(connection, credentialsId, app, null));
    }
}
