package io.jenkins.plugins.humanitec.preview;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.EnvRef;
import java.util.Objects;

/**
 * An environment that a job has for its branch or change request. It belongs to that job, and is deleted when the job is. It is
 * kept on the disk until then, so earlier forms must stay readable.
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
     * @param connection the name of the connection that leads to it
     * @param credentialsId the ID of the credentials that have the token
     * @param env the environment
     * @param name what it is called in Humanitec, by which it is recognized there
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
     * @param other what it is called in Humanitec until it is renamed
     * @return the same with that name
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

    /** The environment as people write it. */
    String place() {
        return app + "/" + env;
    }

    String name() {
        return name;
    }

    /** Whether an environment of that name is it. Earlier ones do not know their name. */
    boolean isCalled(String found) {
        return name == null || name.equals(found);
    }

    String job() {
        return job;
    }

    void moveTo(String newJob) {
        job = newJob;
    }

    /** Whether the job was seen to be deleted; another one of its name does not bring it back. */
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
