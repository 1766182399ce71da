package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a build changed in Humanitec: a section of its page, and a part of its remote API. */
@ExportedBean(defaultVisibility = 2)
public final class HumanitecBuildAction implements RunAction2 {

    private static final Logger LOGGER = Logger.getLogger(HumanitecBuildAction.class.getName());

    /** A page with more than that would be of use to nobody; the remote API has all. */
    private static final int MOST_SHOWN = 100;

    /** To save a build costs the more the more it has changed; Jenkins saves it at its end in any case. */
    private static final long NANOS_BETWEEN_SAVES = TimeUnit.SECONDS.toNanos(5);

    private final List<HumanitecChange> changes = new ArrayList<>();

    private transient Run<?, ?> run;
    private transient long lastSave;

    /** Finds the action of a build, or adds it. */
    static HumanitecBuildAction of(Run<?, ?> run) {
        synchronized (run) {
            HumanitecBuildAction action = run.getAction(HumanitecBuildAction.class);
            if (action == null) {
                action = new HumanitecBuildAction();
                run.addAction(action);
            }
            return action;
        }
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** @return the build */
    public Run<?, ?> getRun() {
        return run;
    }

    /** @return all changes, the earliest first */
    @Exported
    @NonNull
    public synchronized List<HumanitecChange> getChanges() {
        return new ArrayList<>(changes);
    }

    /** @return the changes that the page shows: the last ones */
    @NonNull
    public List<HumanitecChange> getShown() {
        List<HumanitecChange> all = getChanges();
        return all.subList(Math.max(0, all.size() - MOST_SHOWN), all.size());
    }

    /** @return how many changes the page does not show */
    public int getHidden() {
        return getChanges().size() - getShown().size();
    }

    /** @return whether the page is to look again */
    public boolean isOngoing() {
        return run != null && run.isBuilding();
    }

    synchronized void add(HumanitecChange change) {
        changes.add(change);
        saveNowAndThen();
    }

    synchronized Optional<HumanitecChange> find(String id) {
        return changes.stream().filter(change -> change.getId().equals(id)).findFirst();
    }

    synchronized void remove(HumanitecChange change) {
        changes.remove(change);
        saveNowAndThen();
    }

    /** Says that something is to be seen that was not there the last time. */
    synchronized void saveNowAndThen() {
        long now = System.nanoTime();
        if (lastSave == 0 || now - lastSave > NANOS_BETWEEN_SAVES) {
            lastSave = now;
            try {
                run.save();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "cannot save " + run);
            }
        }
    }

    /** @return null: it is a section of the build's page and has no page of its own */
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
