package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * Shows the last deployments on the page of a job, for the environments to which the latest builds of the job have
 * deployed.
 */
public final class HumanitecJobAction implements Action {

    private static final int BUILDS = 10;
    private static final int MOST_PLACES = 5;

    private final Job<?, ?> job;

    HumanitecJobAction(Job<?, ?> job) {
        this.job = job;
    }

    /** {@return the job} */
    @NonNull
    public Job<?, ?> getJob() {
        return job;
    }

    /** {@return the environments to which the latest builds have deployed, each with the last build that did so} */
    @NonNull
    public Map<DeployedEnvironment, Run<?, ?>> getPlaces() {
        Map<DeployedEnvironment, Run<?, ?>> places = new LinkedHashMap<>();
        Run<?, ?> run = job.getLastBuild();
        for (int i = 0; i < BUILDS && run != null && places.size() < MOST_PLACES; i++) {
            HumanitecBuildAction action = run.getAction(HumanitecBuildAction.class);
            if (action != null) {
                for (HumanitecChange change : action.getChanges()) {
                    if (change.getDeployedTo() != null && places.size() < MOST_PLACES) {
                        places.putIfAbsent(change.getDeployedTo(), run);
                    }
                }
            }
            run = run.getPreviousBuild();
        }
        return places;
    }

    /**
     * {@return the last deployment to an environment, as it was read last} Does not wait for a request.
     *
     * @param place the environment
     */
    @NonNull
    public LastDeployment last(@NonNull DeployedEnvironment place) {
        return LastDeployment.of(job, place);
    }

    /** {@return whether a last deployment is being read, so that the section must be loaded again soon} */
    public boolean isPending() {
        return getPlaces().keySet().stream().anyMatch(place -> last(place).isPending());
    }

    /**
     * {@return the parameters for a new build, as those of the last build that has deployed to an environment} Checks the permission
     * to build.
     *
     * @param request the request, with the parameters {@code connection}, {@code app} and {@code env}
     */
    @NonNull
    public BuildForm buildForm(@NonNull StaplerRequest2 request) {
        job.checkPermission(Item.BUILD);
        Run<?, ?> run = null;
        try {
            AppRef app = new AppRef("any", Util.fixNull(request.getParameter("app")));
            run = DeploymentIndex.lastBuild(
                            job,
                            Util.fixNull(request.getParameter("connection")),
                            app.env(Util.fixNull(request.getParameter("env"))))
                    .orElse(null);
        } catch (InvalidInputException e) {
            // A link with a wrong ID has no such build.
        }
        return new BuildForm(job, run);
    }

    /**
     * Starts a build of a job without parameters. Jenkins itself would respond with an empty page.
     *
     * @return the response, which opens the page of the job
     */
    @RequirePOST
    @NonNull
    public HttpResponse doStart() {
        job.checkPermission(Item.BUILD);
        return ParameterizedJobMixIn.scheduleBuild2(job, 0, new CauseAction(new Cause.UserIdCause())) == null
                ? HttpResponses.errorWithoutStack(
                        HttpURLConnection.HTTP_CONFLICT, Messages.HumanitecJobAction_notBuildable())
                : HttpResponses.redirectViaContextPath(job.getUrl());
    }

    /** {@return null, because the action is a section of the job's page and has no own page} */
    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.HumanitecBuildAction_displayName();
    }

    @Override
    @NonNull
    public String getUrlName() {
        return "humanitec";
    }

    /** Adds the action to all jobs. It shows nothing on the page of a job without deployments. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job target) {
            return List.of(new HumanitecJobAction(target));
        }
    }
}
