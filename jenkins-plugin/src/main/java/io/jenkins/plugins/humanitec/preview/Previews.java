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

/**
 * Stores the previews of this Jenkins. A preview is saved on disk before it is created in Humanitec, so none is lost.
 */
@Extension
public final class Previews {

    private static final Logger LOGGER = Logger.getLogger(Previews.class.getName());

    private static final String ADVICE =
            "Give the previews of this job IDs of their own with 'prefix', such as prefix: 'backend'.";

    private List<Preview> known;

    /** {@return the previews of this Jenkins} */
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
     * Checks that a job may use an environment as its preview.
     *
     * @param preview the preview
     * @param called the name of the environment in Humanitec; null if it does not exist
     * @throws InvalidInputException if the environment belongs to another job, or exists and is not a preview of this
     *     job
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
     * Saves a preview. Replaces an earlier record of the same environment.
     *
     * @param preview the preview, which exists or is about to be created
     * @throws InvalidInputException if the environment belongs to another job
     * @throws IOException if the preview cannot be saved
     */
    public synchronized void add(@NonNull Preview preview) throws IOException {
        check(preview, null);
        known().removeIf(preview::isSameAs);
        known().add(preview);
        save();
    }

    /**
     * The owner of a preview.
     *
     * @param job the full name of the job; null if no job of this Jenkins owns the environment
     * @param isLost whether the job was deleted, so that the preview is to be deleted
     */
    public record Owner(@CheckForNull String job, boolean isLost) {}

    /**
     * {@return the owner of an environment}
     *
     * @param connection the name of the connection
     * @param env the environment
     */
    @NonNull
    public synchronized Owner owner(@NonNull String connection, @NonNull EnvRef env) {
        Preview known = before(new Preview(connection, "", env, "", ""));
        return known == null ? new Owner(null, false) : new Owner(known.job(), isLost(known));
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

    /**
     * Deletes the previews of jobs that no longer exist. Previews that cannot be deleted are tried again at the next
     * call.
     */
    public void sweep() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (Preview preview : matching(Previews::isLost)) {
                delete(preview);
            }
        }
    }

    /** Returns whether the job no longer exists. Runs as system, because the user of a build may not see all jobs. */
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
            // A user who has renamed the environment wants to keep it.
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

    /** Marks a preview as being deleted, so that no job can use it. Returns whether the deletion may begin. */
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

    /** Returns the nearest existing folder of the job, in which to find the credentials. */
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
