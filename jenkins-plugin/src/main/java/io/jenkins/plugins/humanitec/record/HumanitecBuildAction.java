package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.BuildBadgeAction;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Shows the changes of a build in Humanitec, on the page of the build, in its remote API, and as badges in the build history. */
@ExportedBean(defaultVisibility = 2)
public final class HumanitecBuildAction implements RunAction2, BuildBadgeAction {

    private static final Logger LOGGER = Logger.getLogger(HumanitecBuildAction.class.getName());

    /** The maximum number of changes on the page, which a plan can have; the remote API returns all. */
    private static final int MOST_SHOWN = 200;

    /** The changes of builds from before changes had their own file; otherwise null. */
    private List<HumanitecChange> changes;

    private transient Run<?, ?> run;
    private transient Map<String, HumanitecChange> byId;
    private transient BuildApprovals approvals;

    /** Returns the action of a build. Adds it if it does not exist. */
    static HumanitecBuildAction of(Run<?, ?> run) {
        HumanitecBuildAction action;
        synchronized (run) {
            action = run.getAction(HumanitecBuildAction.class);
            if (action != null) {
                return action;
            }
            action = new HumanitecBuildAction();
            run.addAction(action);
        }
        try {
            run.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot save " + run);
        }
        return action;
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** {@return the build} */
    public Run<?, ?> getRun() {
        return run;
    }

    /** Reads the changes on first use, because they are not needed for most builds that Jenkins loads. */
    private Map<String, HumanitecChange> known() {
        if (byId == null) {
            byId = new LinkedHashMap<>();
            if (changes != null) {
                changes.forEach(change -> byId.put(change.getId(), change));
            }
            file().readInto(byId);
        }
        return byId;
    }

    private ChangeFile file() {
        return new ChangeFile(run.getRootDir());
    }

    /** {@return all changes, the earliest first} */
    @Exported
    @NonNull
    public synchronized List<HumanitecChange> getChanges() {
        return new ArrayList<>(known().values());
    }

    /** {@return the changes that the page shows: what has failed or is in progress, and the last ones} */
    @NonNull
    public List<HumanitecChange> getShown() {
        List<HumanitecChange> all = getChanges();
        int others = MOST_SHOWN
                - (int) all.stream().filter(HumanitecBuildAction::isUrgent).count();
        long left = all.stream().filter(change -> !isUrgent(change)).count() - Math.max(0, others);
        List<HumanitecChange> shown = new ArrayList<>();
        for (HumanitecChange change : all) {
            if (isUrgent(change) || left-- <= 0) {
                shown.add(change);
            }
        }
        return shown.subList(Math.max(0, shown.size() - MOST_SHOWN), shown.size());
    }

    private static boolean isUrgent(HumanitecChange change) {
        return change.isFailed() || change.isOngoing();
    }

    /** {@return the changes that the page shows, by environment, application and organization} */
    @NonNull
    public List<ChangeGroup> getGroups() {
        return ChangeGroup.of(getShown());
    }

    /** {@return the number of changes that have failed} */
    public long getFailed() {
        return getChanges().stream().filter(HumanitecChange::isFailed).count();
    }

    /** {@return the number of changes that the page does not show} */
    public int getHidden() {
        return getChanges().size() - getShown().size();
    }

    /** {@return the environments to which the build has deployed, for the build history} */
    @NonNull
    public List<DeploymentBadge> getBadges() {
        return DeploymentBadge.of(getChanges());
    }

    /** {@return whether the build is running, so that the page must be refreshed} */
    public boolean isOngoing() {
        return run != null && run.isBuilding();
    }

    private synchronized BuildApprovals approvals() {
        if (approvals == null) {
            approvals = new BuildApprovals(run);
        }
        return approvals;
    }

    /** Sets all approvals that a pipeline run waits for. */
    void waits(String runId, List<WaitingApproval> waiting) {
        approvals().set(runId, waiting);
    }

    /** {@return the approvals for which somebody must answer} */
    @NonNull
    public List<WaitingApproval> getApprovals() {
        return approvals().all();
    }

    /**
     * {@return the approvals of all builds for deployments to an environment, which the current user may see}
     *
     * @param connection the name of the connection
     * @param env the environment
     */
    @NonNull
    public static List<WaitingApproval> approvalsFor(@NonNull String connection, @NonNull EnvRef env) {
        return BuildApprovals.of(connection, env);
    }

    /**
     * Approves what a pipeline run asks for.
     *
     * @param id the ID of the approval
     */
    @RequirePOST
    public HttpResponse doApprove(@QueryParameter String id) {
        return answer(id, true);
    }

    /**
     * Denies what a pipeline run asks for.
     *
     * @param id the ID of the approval
     */
    @RequirePOST
    public HttpResponse doDeny(@QueryParameter String id) {
        return answer(id, false);
    }

    private HttpResponse answer(String id, boolean isApproved) {
        run.checkPermission(HumanitecPermissions.APPROVE);
        WaitingApproval approval = approvals().find(id).orElse(null);
        if (approval == null) {
            return HttpResponses.errorWithoutStack(
                    HttpURLConnection.HTTP_CONFLICT, Messages.HumanitecBuildAction_answered());
        }
        try {
            approvals().answer(approval, isApproved);
            return HttpResponses.ok();
        } catch (HumanitecException | InvalidInputException e) {
            return HttpResponses.errorWithoutStack(HttpURLConnection.HTTP_CONFLICT, e.getMessage());
        }
    }

    /** Saves a change, or its new state. */
    synchronized void keep(HumanitecChange change) {
        known().put(change.getId(), change);
        file().keep(change);
    }

    synchronized Optional<HumanitecChange> find(String id) {
        return Optional.ofNullable(known().get(id));
    }

    synchronized void remove(HumanitecChange change) {
        known().remove(change.getId());
        file().remove(change);
    }

    /** {@return null, because the action is a section of the build's page and has no own page} */
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
}
