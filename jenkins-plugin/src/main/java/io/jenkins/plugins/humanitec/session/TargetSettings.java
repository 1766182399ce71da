package io.jenkins.plugins.humanitec.session;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.ItemGroup;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import java.io.Serializable;

/**
 * The connection, credentials, application and environment that a step, a {@code withHumanitec} block or a folder sets.
 * A null value is inherited from the enclosing block or folder. The settings of a block are saved with the running
 * Pipeline, so the fields must stay readable for later versions.
 */
public final class TargetSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Settings without any value. */
    public static final TargetSettings NONE = new TargetSettings(null, null, null, null, false);

    private final String connection;
    private final String credentialsId;
    private final String app;
    private final String env;
    private final boolean dryRun;

    /**
     * Creates settings.
     *
     * @param connection the name of a connection; null to inherit it
     * @param credentialsId the ID of Secret text credentials; null to inherit them
     * @param app the ID of an application; null to inherit it
     * @param env the ID of an environment; null to inherit it; empty for no environment
     * @param dryRun whether to send no requests that change something; inner settings cannot override true
     */
    public TargetSettings(
            @CheckForNull String connection,
            @CheckForNull String credentialsId,
            @CheckForNull String app,
            @CheckForNull String env,
            boolean dryRun) {
        this.connection = connection;
        this.credentialsId = credentialsId;
        this.app = app;
        this.env = env;
        this.dryRun = dryRun;
    }

    /**
     * Creates settings from the fields of a form. Blank fields are inherited.
     *
     * @param connection the name of the connection
     * @param credentialsId the ID of the credentials
     * @param app the ID of the application
     * @param env the ID of the environment
     * @return the settings
     */
    @NonNull
    public static TargetSettings ofForm(
            @CheckForNull String connection,
            @CheckForNull String credentialsId,
            @CheckForNull String app,
            @CheckForNull String env) {
        return new TargetSettings(
                Util.fixEmptyAndTrim(connection),
                Util.fixEmptyAndTrim(credentialsId),
                Util.fixEmptyAndTrim(app),
                Util.fixEmptyAndTrim(env),
                false);
    }

    /**
     * {@return the settings of a folder and those around it; the inner ones come first}
     *
     * @param innermost the folder; null for none
     */
    @NonNull
    public static TargetSettings ofFolders(@CheckForNull ItemGroup<?> innermost) {
        TargetSettings choice = NONE;
        for (ItemGroup<?> group = innermost; group instanceof AbstractFolder<?> folder; group = folder.getParent()) {
            HumanitecFolderProperty property = folder.getProperties().get(HumanitecFolderProperty.class);
            if (property != null) {
                choice = choice.within(of(property));
            }
        }
        return choice;
    }

    /**
     * Creates settings from those of a folder.
     *
     * @param folder the settings of the folder
     * @return the settings
     */
    @NonNull
    public static TargetSettings of(@NonNull HumanitecFolderProperty folder) {
        return new TargetSettings(
                folder.getConnection(), folder.getCredentialsId(), folder.getApp(), folder.getEnv(), false);
    }

    /**
     * Adds the settings of an enclosing block or folder. Credentials belong to a connection: if these settings have a
     * connection, they do not inherit credentials.
     *
     * @param outer the settings of the enclosing block or folder
     * @return these settings, with null values replaced by those of the outer settings
     */
    @NonNull
    public TargetSettings within(@NonNull TargetSettings outer) {
        return new TargetSettings(
                connection != null ? connection : outer.connection,
                credentialsId != null || connection != null ? credentialsId : outer.credentialsId,
                app != null ? app : outer.app,
                env != null ? env : outer.env,
                dryRun || outer.dryRun);
    }

    /** {@return the name of the connection; null if it is inherited} */
    @CheckForNull
    public String connection() {
        return connection;
    }

    /** {@return the ID of the credentials; null if they are inherited} */
    @CheckForNull
    public String credentialsId() {
        return credentialsId;
    }

    /** {@return the ID of the application; null if it is inherited} */
    @CheckForNull
    public String app() {
        return app;
    }

    /** {@return the ID of the environment; null if it is inherited; empty for no environment} */
    @CheckForNull
    public String env() {
        return env;
    }

    /** {@return whether to send no requests that change something} */
    public boolean dryRun() {
        return dryRun;
    }
}
