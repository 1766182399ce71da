package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.overview.DeploymentChanges;
import io.jenkins.plugins.humanitec.client.overview.HistoryEntry;
import io.jenkins.plugins.humanitec.client.overview.ImageVersion;
import java.util.List;

/** A deployment in the history of an environment, with what it changed. */
public final class HistoryRow {

    private static final int MOST_IMAGES = 5;

    private final BoardDeployment deployment;
    private final HistoryEntry entry;

    HistoryRow(@NonNull String connection, @NonNull EnvRef env, @NonNull HistoryEntry entry) {
        this.deployment = new BoardDeployment(connection, env, entry.deployment());
        this.entry = entry;
    }

    /** {@return the deployment} */
    @NonNull
    public BoardDeployment getDeployment() {
        return deployment;
    }

    /** {@return the changes of images, such as {@code backend 1.0.0 \u2192 1.1.0}} */
    @NonNull
    public List<String> getImages() {
        return entry.changes() == null
                ? List.of()
                : entry.changes().images().stream()
                        .limit(MOST_IMAGES)
                        .map(HistoryRow::text)
                        .toList();
    }

    private static String text(DeploymentChanges.ImageChange change) {
        return change.name()
                + (change.before() == null ? "" : " " + ImageVersion.of(change.before()))
                + " \u2192 "
                + (change.after() == null ? Messages.HistoryRow_removed() : ImageVersion.of(change.after()));
    }

    /** {@return all changes; null if they were not read yet} */
    @CheckForNull
    public BoardDiff getDiff() {
        return entry.changes() == null ? null : new BoardDiff(entry.changes().difference());
    }

    /** {@return whether the shared values were changed before} */
    public boolean isWithOtherValues() {
        return entry.hasOtherValues();
    }
}
