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
 * What the form of a folder's settings offers and checks. The descriptor of a folder property has to be here, beside the
 * settings; what it needs of the rest of the plugin is behind this interface. Each method checks the permissions of the caller.
 */
public interface FolderForm extends ExtensionPoint {

    /** @return the implementation */
    @NonNull
    static FolderForm get() {
        return ExtensionList.lookupSingleton(FolderForm.class);
    }

    /**
     * @param folder the folder
     * @param current the current selection
     * @return the names of the connections
     */
    @NonNull
    ListBoxModel connections(@CheckForNull Item folder, @CheckForNull String current);

    /**
     * @param folder the folder
     * @param current the current selection
     * @return the Secret text credentials
     */
    @NonNull
    ListBoxModel credentials(@CheckForNull Item folder, @CheckForNull String current);

    /**
     * @param folder the folder
     * @param id the ID of credentials
     * @return an error if there are none of this ID
     */
    @NonNull
    FormValidation checkCredentials(@CheckForNull Item folder, @CheckForNull String id);

    /**
     * @param folder the folder
     * @param form the values of the form
     * @return the IDs of the applications in Humanitec
     */
    @NonNull
    ComboBoxModel applications(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);

    /**
     * @param folder the folder
     * @param form the values of the form
     * @return an error or a warning about the application
     */
    @NonNull
    FormValidation checkApplication(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);

    /**
     * @param folder the folder
     * @param form the values of the form
     * @return the IDs of the application's environments in Humanitec
     */
    @NonNull
    ComboBoxModel environments(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);

    /**
     * @param folder the folder
     * @param form the values of the form
     * @return an error or a warning about the environment
     */
    @NonNull
    FormValidation checkEnvironment(@CheckForNull Item folder, @NonNull HumanitecFolderProperty form);
}
