package io.jenkins.plugins.humanitec.board;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.overview.Snapshot;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;

/** The applications that a user sees in a place: at the top those of all connections, in a folder those of the folder. */
final class BoardScope {

    private final List<BoardApp> apps = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean isPending;

    /** An application, and the session that reads it. */
    record BoardApp(
            @NonNull HumanitecSession session, @NonNull AppRef app) {}

    private BoardScope() {}

    /** Returns what a folder shows; null for the top of Jenkins. Checks the permission to read there. */
    @NonNull
    static BoardScope of(@CheckForNull AbstractFolder<?> folder) {
        BoardScope scope = new BoardScope();
        if (folder == null) {
            Jenkins.get().checkPermission(Jenkins.READ);
            for (HumanitecConnection connection :
                    HumanitecGlobalConfiguration.get().getConnections()) {
                scope.add(
                        null, new TargetSettings(connection.getName(), null, null, null, false), connection.getName());
            }
        } else {
            folder.checkPermission(Item.READ);
            scope.add(folder, TargetSettings.NONE, folder.getFullDisplayName());
        }
        return scope;
    }

    private void add(@CheckForNull AbstractFolder<?> folder, TargetSettings settings, String name) {
        try {
            HumanitecSession session = HumanitecSession.ofForm(folder, settings);
            Set<String> permitted =
                    FolderApps.of(folder, session.hasApp() ? session.app().appId() : null);
            if (permitted != null) {
                permitted.forEach(app -> apps.add(new BoardApp(session, session.app(app))));
                return;
            }
            Snapshot<List<AppRef>> all = SharedOverview.get().applications(session);
            if (all.error() != null) {
                problems.add(Messages.Board_problem(name, all.error()));
            }
            isPending |= all.isBeingRead() && all.value() == null;
            if (all.value() != null) {
                all.value().stream()
                        .filter(app -> FolderApps.get().isShown(session.connectionName(), app.appId()))
                        .forEach(app -> apps.add(new BoardApp(session, app)));
            }
        } catch (InvalidInputException e) {
            problems.add(Messages.Board_problem(name, e.getMessage()));
        }
    }

    /** Returns whether a folder or one around it has settings for Humanitec. */
    static boolean isSetUp(@NonNull AbstractFolder<?> innermost) {
        for (ItemGroup<?> group = innermost; group instanceof AbstractFolder<?> folder; group = folder.getParent()) {
            if (folder.getProperties().get(HumanitecFolderProperty.class) != null) {
                return true;
            }
        }
        return false;
    }

    /** Returns the applications, ordered by connection and ID. */
    @NonNull
    List<BoardApp> apps() {
        return apps;
    }

    /** Returns an application that is shown here. */
    @NonNull
    Optional<BoardApp> find(@NonNull String connection, @NonNull String appId) {
        return apps.stream()
                .filter(found -> found.session().connectionName().equals(connection)
                        && found.app().appId().equals(appId))
                .findFirst();
    }

    /** Returns the reasons why the applications of some connections are missing. */
    @NonNull
    List<String> problems() {
        return problems;
    }

    /** Returns whether some applications are not known yet. */
    boolean isPending() {
        return isPending;
    }
}
