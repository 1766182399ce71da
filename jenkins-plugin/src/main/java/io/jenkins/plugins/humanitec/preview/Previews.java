package io.jenkins.plugins.humanitec.preview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** All previews of this Jenkins. They are on the disk before they are in Humanitec, so that none is forgotten. */
@Extension
public final class Previews {

    private static final Logger LOGGER = Logger.getLogger(Previews.class.getName());

    private static final String ADVICE =
            "Give the previews of this job IDs of their own with 'prefix', such as prefix: 'backend'.";

    private List<Preview> known;

    @NonNull
    public static Previews get() {
        return ExtensionList.lookupSingleton(Previews.class);
    }

    private static XmlFile file() {
        return new XmlFile(Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), Previews.class.getName() + ".xml"));
    }

    @SuppressWarnings("unchecked")
    private synchronized List<Preview> known() {
        if (known == null) {
            try {
                known = file().exists() ? (List<Preview>) file().read() : new ArrayList<>();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return known;
    }

    private synchronized void save() throws IOException {
        file().write(new ArrayList<>(known()));
    }

    /**
     * Checks that a job may have an environment for its preview.
     *
     * @param preview the preview
     * @param called what the environment is called in Humanitec; null if it is not there
     * @throws InvalidInputException if the environment belongs to another job, or exists and is no preview of this job; the
     *     message says what to do
     */
    public synchronized void check(@NonNull Preview preview, @CheckForNull String called) {
        Preview before = before(preview);
        String environment = "environment " + preview.place();
        if (before != null && !before.job().equals(preview.job()) && !isLost(before)) {
            throw new InvalidInputException(
                    "The " + environment + " is the preview of the job '" + before.job() + "'. " + ADVICE);
        }
        if (before != null && (!before.job().equals(preview.job()) || before.isBeingDeleted())) {
            throw new InvalidInputException("The " + environment + " is the preview of a job '" + before.job()
                    + "' that was deleted, and is to be deleted with it. Try again later; if it stays, the log of"
                    + " Jenkins says why.");
        }
        if (called != null && !preview.isCalled(called) && (before == null || !before.isCalled(called))) {
            throw new InvalidInputException("There is an " + environment
                    + ", but it is not the preview of this job: its name is '" + called + "' and not '" + preview.name()
                    + "'. " + ADVICE + " Or delete or rename the environment.");
        }
    }

    /**
     * Keeps a preview, in place of what is known of it.
     *
     * @param preview an environment that is about to be created, or was found
     * @throws InvalidInputException if it belongs to another job
     * @throws IOException if it cannot be kept
     */
    public synchronized void add(@NonNull Preview preview) throws IOException {
        check(preview, null);
        known().removeIf(preview::isSameAs);
        known().add(preview);
        save();
    }

    @CheckForNull
    private Preview before(Preview preview) {
        return known().stream().filter(preview::isSameAs).findFirst().orElse(null);
    }

    synchronized void orphan(String job) throws IOException {
        List<Preview> lost = matching(preview -> preview.job().equals(job));
        if (!lost.isEmpty()) {
            lost.forEach(Preview::orphan);
            save();
        }
    }

    synchronized void move(String oldJob, String newJob) throws IOException {
        List<Preview> moved = matching(preview -> preview.job().equals(oldJob) && !preview.isOrphaned());
        if (!moved.isEmpty()) {
            moved.forEach(preview -> preview.moveTo(newJob));
            save();
        }
    }

    private synchronized List<Preview> matching(Predicate<Preview> wanted) {
        return known().stream().filter(wanted).toList();
    }

    /** Deletes the environments of jobs that are no more. What cannot be deleted now is tried again the next time. */
    public void sweep() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (Preview preview : matching(Previews::isLost)) {
                delete(preview);
            }
        }
    }

    /** Whether the job does not exist any more. A build may run as a user who does not see the job, so this asks as Jenkins. */
    private static boolean isLost(Preview preview) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return preview.isOrphaned() || Jenkins.get().getItemByFullName(preview.job()) == null;
        }
    }

    private void delete(Preview preview) {
        if (!begin(preview)) {
            return;
        }
        boolean isOver = false;
        try {
            HumanitecSession session =
                    HumanitecSession.ofSystem(preview.connection(), preview.credentialsId(), folderOf(preview.job()));
            EnvRef env = session.app(preview.app()).env(preview.env());
            Environments environments = session.client().environments();
            String called = environments.find(env).map(Environment::getName).orElse(null);
            // Somebody who gave it another name wants to keep it.
            String done = called == null || preview.isCalled(called)
                    ? environments.startDeletion(env).toString()
                    : "is called '" + called + "' now and is left alone";
            isOver = true;
            LOGGER.log(Level.INFO, "Preview {0}: {1}", new Object[] {preview, done});
        } catch (HumanitecException | InvalidInputException e) {
            LOGGER.log(Level.WARNING, "Preview {0} cannot be deleted: {1}", new Object[] {preview, e.getMessage()});
        } finally {
            end(preview, isOver);
        }
    }

    /** Returns whether the deletion may begin. Until it has ended, no job gets the environment. */
    private synchronized boolean begin(Preview preview) {
        boolean isStillLost = known().contains(preview) && !preview.isBeingDeleted() && isLost(preview);
        if (isStillLost) {
            preview.setBeingDeleted(true);
        }
        return isStillLost;
    }

    private synchronized void end(Preview preview, boolean isOver) {
        preview.setBeingDeleted(false);
        if (isOver) {
            known().remove(preview);
            try {
                save();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "Preview " + preview + " cannot be forgotten.", e);
            }
        }
    }

    /** The nearest folder of the job that is still there, whose credentials may be those of the preview. */
    private static ItemGroup<?> folderOf(String job) {
        String path = job;
        while (path.contains("/")) {
            path = path.substring(0, path.lastIndexOf('/'));
            Item item = Jenkins.get().getItemByFullName(path);
            if (item instanceof ItemGroup<?> group) {
                return group;
            }
        }
        return Jenkins.get();
    }
}
