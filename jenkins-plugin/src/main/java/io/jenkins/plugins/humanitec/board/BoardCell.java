package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.humanitec.client.overview.EnvironmentOverview;
import io.jenkins.plugins.humanitec.client.overview.ImageVersion;
import io.jenkins.plugins.humanitec.record.DeploymentIndex;
import io.jenkins.plugins.humanitec.record.HumanitecBuildAction;
import io.jenkins.plugins.humanitec.record.WaitingApproval;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.ParameterizedJobMixIn;

/** An environment: what runs there, who has deployed it, and how it differs from the environment before. */
public final class BoardCell {

    private static final int MOST_JOBS = 3;

    private final HumanitecSession session;
    private final EnvironmentOverview environment;

    BoardCell(@NonNull HumanitecSession session, @NonNull EnvironmentOverview environment) {
        this.session = session;
        this.environment = environment;
    }

    @NonNull
    String connection() {
        return session.connectionName();
    }

    @NonNull
    EnvironmentOverview environment() {
        return environment;
    }

    /** {@return the environment as {@code application/environment}} */
    @NonNull
    public String getPlace() {
        return environment.env().toString();
    }

    /** {@return the key of the cell in the page: two connections can have an application with the same ID} */
    @NonNull
    public String getKey() {
        return session.connectionName() + "/" + getPlace();
    }

    /** {@return the ID of the application} */
    @NonNull
    public String getApp() {
        return environment.env().app().appId();
    }

    /** {@return the ID of the environment} */
    @NonNull
    public String getId() {
        return environment.env().envId();
    }

    /** {@return the name of the environment} */
    @NonNull
    public String getName() {
        return environment.name();
    }

    /** {@return the URL of the page of the environment in Humanitec} */
    @NonNull
    public String getUrl() {
        return session.webPages().of(environment.env());
    }

    /** {@return the parameters of the page with its deployments} */
    @NonNull
    public String getQuery() {
        return "connection=" + Util.rawEncode(session.connectionName()) + "&app=" + getApp() + "&env=" + getId();
    }

    /** {@return the last deployment; null if nothing was deployed} */
    @CheckForNull
    public BoardDeployment getLast() {
        return environment.lastDeployment() == null
                ? null
                : new BoardDeployment(session.connectionName(), environment.env(), environment.lastDeployment());
    }

    /** {@return whether the workloads are ready; null if nothing is known} */
    @CheckForNull
    public BoardStatus getStatus() {
        return BoardStatus.of(environment.status());
    }

    /** {@return the versions of the images that run, by workload or container} */
    @NonNull
    public Map<String, String> getVersions() {
        Map<String, String> versions = new LinkedHashMap<>();
        environment.images().forEach((name, image) -> versions.put(name, ImageVersion.of(image)));
        return versions;
    }

    /** {@return the approvals that builds wait for before they deploy here} */
    @NonNull
    public List<WaitingApproval> getApprovals() {
        return HumanitecBuildAction.approvalsFor(session.connectionName(), environment.env());
    }

    /** {@return the jobs that have deployed here and that the user may build} */
    @NonNull
    public List<Job<?, ?>> getJobs() {
        return DeploymentIndex.get().jobs(session.connectionName(), environment.env()).stream()
                .filter(job -> job instanceof ParameterizedJobMixIn.ParameterizedJob
                        && job.isBuildable()
                        && job.hasPermission(Item.BUILD))
                .<Job<?, ?>>map(job -> job)
                .limit(MOST_JOBS)
                .toList();
    }

    /** {@return the ID of the environment before this one; null if there is none} */
    @CheckForNull
    public String getPrevious() {
        return environment.previousId();
    }

    /** {@return the changes from the environment before to this one; null if they cannot be compared} */
    @CheckForNull
    public BoardDiff getDiff() {
        return environment.difference() == null ? null : new BoardDiff(environment.difference());
    }
}
