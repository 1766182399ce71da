package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;

/**
 * Provides the lists and checks for the form of a folder's settings. Jenkins expects the descriptor as a nested class
 * of the settings. This interface keeps the descriptor independent of the other packages. Each method that reads
 * settings or Humanitec checks the permissions of the caller.
 */
public interface FolderForm extends ExtensionPoint {

    /** {@return the implementation} */
    @NonNull
    static FolderForm get() {
        return ExtensionList.lookupSingleton(FolderForm.class);
    }

    /**
     * Lists the connections.
     *
     * @param folder the folder
     * @param current the current selection
     * @return the names of the connections
     */
    @NonNull
    ListBoxModel connections(@CheckForNull Item folder, @CheckForNull String current);

    /**
     * Lists the Secret text credentials.
     *
     * @param folder the folder
     * @param current the current selection
     * @return the credentials
     */
    @NonNull
    ListBoxModel credentials(@CheckForNull Item folder, @CheckForNull String current);

    /**
     * Checks that credentials exist.
     *
     * @param folder the folder
     * @param id the ID of the credentials
     * @return an error if there are no credentials with this ID
     */
    @NonNull
    FormValidation checkCredentials(@CheckForNull Item folder, @CheckForNull String id);

    /**
     * Checks that kinds of manifests exist.
     *
     * @param names the names of the kinds
     * @return an error if there is no such kind
     */
    @NonNull
    FormValidation checkKinds(@CheckForNull String names);

    /**
     * Lists the applications.
     *
     * @param folder the folder
     * @param form the values of the form
     * @return the IDs of the applications in Humanitec
     */
    @NonNull
    ComboBoxModel applications(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);

    /**
     * Checks the application of the form.
     *
     * @param folder the folder
     * @param form the values of the form
     * @return an error or a warning about the application
     */
    @NonNull
    FormValidation checkApplication(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);

    /**
     * Lists the environments of the application.
     *
     * @param folder the folder
     * @param form the values of the form
     * @return the IDs of the environments in Humanitec
     */
    @NonNull
    ComboBoxModel environments(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);

    /**
     * Checks the environment of the form.
     *
     * @param folder the folder
     * @param form the values of the form
     * @return an error or a warning about the environment
     */
    @NonNull
    FormValidation checkEnvironment(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);
}
