package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.overview.ApplicationOverview;
import io.jenkins.plugins.humanitec.client.overview.DeploymentOverview;
import io.jenkins.plugins.humanitec.client.overview.EnvironmentOverview;
import io.jenkins.plugins.humanitec.client.overview.ImageVersion;
import io.jenkins.plugins.humanitec.client.overview.Snapshot;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last deployment to an environment.
 *
 * @param place the environment
 * @param url the URL of the web page of the environment; null if unknown
 * @param environment the environment as it was read last; null if it was not read, or does not exist
 * @param problem why it could not be read; null if it could
 * @param isPending whether it is being read
 */
public record LastDeployment(
        @NonNull DeployedEnvironment place,
        @CheckForNull String url,
        @CheckForNull EnvironmentOverview environment,
        @CheckForNull String problem,
        boolean isPending) {

    /** Returns the last deployment, as it was read last. Makes no request, and does not fail; the result contains the reason. */
    @NonNull
    static LastDeployment of(@NonNull Job<?, ?> job, @NonNull DeployedEnvironment place) {
        try {
            HumanitecSession session = HumanitecSession.ofForm(job, place.targetSettings());
            Snapshot<ApplicationOverview> read = SharedOverview.get().application(session, session.app());
            if (read.value() == null) {
                return new LastDeployment(place, null, null, read.error(), read.isBeingRead());
            }
            Optional<EnvironmentOverview> found =
                    read.value().find(session.env().envId());
            return new LastDeployment(
                    place,
                    session.webPages().of(session.env()),
                    found.orElse(null),
                    found.isEmpty() && !read.isBeingRead() ? Messages.LastDeployment_missing() : read.error(),
                    read.isBeingRead());
        } catch (InvalidInputException e) {
            return new LastDeployment(place, null, null, e.getMessage(), false);
        }
    }

    /** {@return the name of the environment for the page} */
    public String getName() {
        return place.toString();
    }

    /** {@return the URL of the web page of the environment} */
    public String getUrl() {
        return url;
    }

    /** {@return whether it is being read, so that this can be an old state} */
    public boolean isPending() {
        return isPending;
    }

    private Optional<DeploymentOverview> last() {
        return Optional.ofNullable(environment).map(EnvironmentOverview::lastDeployment);
    }

    /** {@return the status in the language of the user; null if nothing was deployed or it is unknown} */
    @CheckForNull
    public String getStatusText() {
        return last().map(last -> StatusText.of(last.status())).orElse(null);
    }

    /** {@return the state for the page} */
    @NonNull
    public ChangeState getState() {
        return ChangeState.ofDeployment(last().map(DeploymentOverview::status).orElse(null));
    }

    /** {@return what runs in the environment: the version of each image, by workload or container} */
    @NonNull
    public Map<String, String> getVersions() {
        Map<String, String> versions = new LinkedHashMap<>();
        if (environment != null) {
            environment.images().forEach((name, image) -> versions.put(name, ImageVersion.of(image)));
        }
        return versions;
    }

    /** {@return the comment; empty if there is none, or it names a job that the user may not see} */
    @NonNull
    public String getComment() {
        return last().map(DeploymentOverview::comment)
                .filter(comment -> !DeploymentIndex.namesHiddenJob(comment))
                .orElse("");
    }

    /** {@return the time since the start of the deployment, as text; empty if unknown} */
    @NonNull
    public String getAge() {
        return last().map(DeploymentOverview::createdAt)
                .map(start -> Util.getTimeSpanString(Math.max(0, System.currentTimeMillis() - start.toEpochMilli())))
                .orElse("");
    }

    /** {@return why it could not be read; null if it could} */
    public String getProblem() {
        return problem;
    }
}
