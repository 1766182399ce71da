package io.jenkins.plugins.humanitec.preview;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.EnvRef;
import java.util.Objects;

/** An environment that a job has for its branch or change request. Kept until it is deleted, so it must stay readable. */
public final class Preview {

    private final String connection;
    private final String credentialsId;
    private final String app;
    private final String env;
    private String job;
    private boolean orphaned;

    /**
     * @param connection the name of the connection that leads to it
     * @param credentialsId the ID of the credentials that have the token
     * @param env the environment
     * @param job the full name of the job
     */
    public Preview(
            @NonNull String connection, @NonNull String credentialsId, @NonNull EnvRef env, @NonNull String job) {
        this.connection = connection;
        this.credentialsId = credentialsId;
        this.app = env.app().appId();
        this.env = env.envId();
        this.job = job;
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

    boolean isSameAs(Preview other) {
        return Objects.equals(connection, other.connection) && app.equals(other.app) && env.equals(other.env);
    }

    @Override
    public String toString() {
        return app + "/" + env + " of " + job;
    }
}
