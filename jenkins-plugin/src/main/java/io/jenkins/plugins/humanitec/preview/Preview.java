package io.jenkins.plugins.humanitec.preview;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.EnvRef;
import java.util.Objects;

/**
 * A preview environment of a job for its branch or change request. It is deleted when the job is deleted. Until then it
 * is saved on disk, so the fields must stay readable for later versions.
 */
public final class Preview {

    private final String connection;
    private final String credentialsId;
    private final String app;
    private final String env;
    private final String name;
    private String job;
    private boolean orphaned;
    private transient boolean beingDeleted;

    /**
     * Creates a record of a preview.
     *
     * @param connection the name of the connection
     * @param credentialsId the ID of the credentials with the token
     * @param env the environment
     * @param name the name of the environment in Humanitec, which identifies it as this preview
     * @param job the full name of the job
     */
    public Preview(
            @NonNull String connection,
            @NonNull String credentialsId,
            @NonNull EnvRef env,
            @NonNull String name,
            @NonNull String job) {
        this(connection, credentialsId, env.app().appId(), env.envId(), name, job);
    }

    private Preview(String connection, String credentialsId, String app, String env, String name, String job) {
        this.connection = connection;
        this.credentialsId = credentialsId;
        this.app = app;
        this.env = env;
        this.name = name;
        this.job = job;
    }

    /**
     * Returns a copy with another name.
     *
     * @param other the current name of the environment in Humanitec
     * @return the copy
     */
    @NonNull
    public Preview called(@NonNull String other) {
        return new Preview(connection, credentialsId, app, env, other, job);
    }

    String connection() {
        return connection;
    }

    String credentialsId() {
        return credentialsId;
    }

    String app() {
        return app;
    }

    String env() {
        return env;
    }

    /** Returns the environment as {@code application/environment}. */
    String place() {
        return app + "/" + env;
    }

    String name() {
        return name;
    }

    /** Returns whether an environment with this name is the preview. Previews of earlier versions match every name. */
    boolean isCalled(String found) {
        return name == null || name.equals(found);
    }

    String job() {
        return job;
    }

    void moveTo(String newJob) {
        job = newJob;
    }

    /** Returns whether the job was deleted. A new job with the same name does not change this. */
    boolean isOrphaned() {
        return orphaned;
    }

    void orphan() {
        orphaned = true;
    }

    boolean isBeingDeleted() {
        return beingDeleted;
    }

    void setBeingDeleted(boolean isBeingDeleted) {
        beingDeleted = isBeingDeleted;
    }

    boolean isSameAs(Preview other) {
        return Objects.equals(connection, other.connection) && app.equals(other.app) && env.equals(other.env);
    }

    @Override
    public String toString() {
        return place() + " of " + job;
    }
}
