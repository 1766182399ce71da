package io.jenkins.plugins.humanitec.forms;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.humanitec.config.FolderForm;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.session.TargetSettings;

/** Provides the lists and checks for the form of a folder's settings. They are the same as for steps. */
@Extension
public class FolderFormImpl implements FolderForm {

    @NonNull
    @Override
    public ListBoxModel connections(@CheckForNull Item folder, @CheckForNull String current) {
        return Forms.connections(folder, current);
    }

    @NonNull
    @Override
    public ListBoxModel credentials(@CheckForNull Item folder, @CheckForNull String current) {
        return Forms.credentials(folder, current);
    }

    @NonNull
    @Override
    public FormValidation checkCredentials(@CheckForNull Item folder, @CheckForNull String id) {
        return Forms.checkCredentials(folder, id, null);
    }

    @NonNull
    @Override
    public FormValidation checkKinds(@CheckForNull String names) {
        return Forms.checkKinds(names);
    }

    @NonNull
    @Override
    public ComboBoxModel applications(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form) {
        return Forms.applications(folder, TargetSettings.of(form));
    }

    @NonNull
    @Override
    public FormValidation checkApplication(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form) {
        return Forms.checkApplication(folder, form.getApp(), TargetSettings.of(form));
    }

    @NonNull
    @Override
    public ComboBoxModel environments(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form) {
        return Forms.environments(folder, TargetSettings.of(form));
    }

    @NonNull
    @Override
    public FormValidation checkEnvironment(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form) {
        return Forms.checkEnvironment(folder, form.getEnv(), TargetSettings.of(form));
    }
}
