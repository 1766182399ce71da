package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.overview.DeploymentOverview;
import io.jenkins.plugins.humanitec.record.ChangeState;
import io.jenkins.plugins.humanitec.record.DeploymentIndex;
import io.jenkins.plugins.humanitec.record.StatusText;
import java.time.Duration;
import java.time.Instant;

/** A deployment to an environment, for the pages. */
public final class BoardDeployment {

    private final String connection;
    private final EnvRef env;
    private final DeploymentOverview deployment;

    BoardDeployment(@NonNull String connection, @NonNull EnvRef env, @NonNull DeploymentOverview deployment) {
        this.connection = connection;
        this.env = env;
        this.deployment = deployment;
    }

    /** Returns the time since a moment, as text. */
    @NonNull
    static String ago(@CheckForNull Instant moment) {
        return moment == null
                ? ""
                : Util.getTimeSpanString(Math.max(0, System.currentTimeMillis() - moment.toEpochMilli()));
    }

    /** {@return the ID; empty if the API does not return it} */
    @NonNull
    public String getId() {
        return deployment.id();
    }

    /** {@return the state} */
    @NonNull
    public ChangeState getState() {
        return ChangeState.ofDeployment(deployment.status());
    }

    /** {@return the status in the language of the user} */
    @NonNull
    public String getStatusText() {
        return StatusText.of(deployment.status());
    }

    /** {@return the time since the start, as text; empty if unknown} */
    @NonNull
    public String getAge() {
        return ago(deployment.createdAt());
    }

    /** {@return the time of the start, such as {@code 2026-03-02T08:15:00Z}; empty if unknown} */
    @NonNull
    public String getStart() {
        return deployment.createdAt() == null ? "" : deployment.createdAt().toString();
    }

    /** {@return the duration as text; empty while it is in progress, and if it is unknown} */
    @NonNull
    public String getDurationText() {
        Duration duration = duration();
        return duration == null ? "" : Util.getTimeSpanString(duration.toMillis());
    }

    /** Returns the duration; null while it is in progress, and if it is unknown. */
    @CheckForNull
    Duration duration() {
        Duration duration = deployment.duration();
        return duration == null || duration.isNegative() ? null : duration;
    }

    /** Returns the time of the start; null if unknown. */
    @CheckForNull
    Instant start() {
        return deployment.createdAt();
    }

    /**
     * {@return the comment} If there is none, or it names a job that the user may not see, the user who has deployed; empty if both
     * are unknown.
     */
    @NonNull
    public String getBy() {
        String comment = deployment.comment();
        return comment.isEmpty() || DeploymentIndex.namesHiddenJob(comment) ? deployment.createdBy() : comment;
    }

    /** {@return the ID of the user who has deployed; empty if unknown} */
    @NonNull
    public String getUser() {
        return deployment.createdBy();
    }

    /** {@return the build that has started the deployment; null if it is none, or the user may not see it} */
    @CheckForNull
    public Run<?, ?> getBuild() {
        return DeploymentIndex.get()
                .build(connection, env, deployment.id(), deployment.comment())
                .orElse(null);
    }
}
