package io.jenkins.plugins.humanitec.preview;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.operations.Deletion;
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
     * @param preview an environment that is about to be created, or was found
     * @throws IOException if it cannot be kept
     */
    public synchronized void add(@NonNull Preview preview) throws IOException {
        known().removeIf(preview::isSameAs);
        known().add(preview);
        save();
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

    private static boolean isLost(Preview preview) {
        return preview.isOrphaned() || Jenkins.get().getItemByFullName(preview.job()) == null;
    }

    private void delete(Preview preview) {
        try {
            HumanitecSession session =
                    HumanitecSession.ofSystem(preview.connection(), preview.credentialsId(), folderOf(preview.job()));
            Deletion deletion = session.client()
                    .environments()
                    .delete(session.app(preview.app()).env(preview.env()));
            LOGGER.log(Level.INFO, "Preview {0}: {1}", new Object[] {preview, deletion});
            synchronized (this) {
                known().remove(preview);
                save();
            }
        } catch (HumanitecException | InvalidInputException | IOException e) {
            LOGGER.log(Level.WARNING, "Preview {0} cannot be deleted: {1}", new Object[] {preview, e.getMessage()});
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
