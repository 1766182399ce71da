package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Shows the changes of a build in Humanitec, on the page of the build and in its remote API. */
@ExportedBean(defaultVisibility = 2)
public final class HumanitecBuildAction implements RunAction2 {

    private static final Logger LOGGER = Logger.getLogger(HumanitecBuildAction.class.getName());

    /** The maximum number of changes on the page; the remote API returns all. */
    private static final int MOST_SHOWN = 100;

    /** The changes of builds from before changes had their own file; otherwise null. */
    private List<HumanitecChange> changes;

    private transient Run<?, ?> run;
    private transient Map<String, HumanitecChange> byId;

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

    /** {@return the changes that the page shows, which are the last ones} */
    @NonNull
    public List<HumanitecChange> getShown() {
        List<HumanitecChange> all = getChanges();
        return all.subList(Math.max(0, all.size() - MOST_SHOWN), all.size());
    }

    /** {@return the number of changes that the page does not show} */
    public int getHidden() {
        return getChanges().size() - getShown().size();
    }

    /** {@return whether the build is running, so that the page must be refreshed} */
    public boolean isOngoing() {
        return run != null && run.isBuilding();
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
