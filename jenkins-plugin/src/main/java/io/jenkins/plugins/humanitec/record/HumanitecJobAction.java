package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.TransientActionFactory;

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
     * {@return the last deployment to an environment, as Humanitec reports it now}
     *
     * @param place the environment
     */
    @NonNull
    public LastDeployment last(@NonNull DeployedEnvironment place) {
        return LastDeployments.get().of(job, place);
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
