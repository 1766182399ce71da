package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import java.io.Serializable;

/**
 * What a step, a {@code withHumanitec} block or a folder says of where to go; null is for what it leaves to the next one
 * outside of it. A block's choice is kept with the running Pipeline, so it must stay readable.
 */
public final class TargetSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Says nothing. */
    public static final TargetSettings NONE = new TargetSettings(null, null, null, null, false);

    private final String connection;
    private final String credentialsId;
    private final String app;
    private final String env;
    private final boolean dryRun;

    /**
     * @param connection the name of a connection, or null
     * @param credentialsId the ID of Secret text credentials, or null
     * @param app the ID of an application, or null
     * @param env the ID of an environment, or null; empty for none, whatever is said outside
     * @param dryRun whether nothing is to be changed; what is inside cannot lift it
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
     * @param connection what a form has for the connection; blank for nothing, as in the other fields
     * @param credentialsId the credentials
     * @param app the application
     * @param env the environment
     * @return what the form says
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
     * @param folder the settings of a folder
     * @return the same as target settings
     */
    @NonNull
    public static TargetSettings of(@NonNull HumanitecFolderProperty folder) {
        return new TargetSettings(
                folder.getConnection(), folder.getCredentialsId(), folder.getApp(), folder.getEnv(), false);
    }

    /**
     * @param outer what is said outside of this
     * @return what this says, and where it says nothing, what the outer one says. Credentials belong to a connection: who
     *     names another connection does not inherit them.
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

    @CheckForNull
    public String connection() {
        return connection;
    }

    @CheckForNull
    public String credentialsId() {
        return credentialsId;
    }

    @CheckForNull
    public String app() {
        return app;
    }

    @CheckForNull
    public String env() {
        return env;
    }

    public boolean dryRun() {
        return dryRun;
    }
}
