package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.overview.ApplicationOverview;
import io.jenkins.plugins.humanitec.client.overview.EnvironmentOverview;
import io.jenkins.plugins.humanitec.client.overview.Snapshot;
import io.jenkins.plugins.humanitec.session.SharedOverview;
import java.util.List;

/** An application with its environments. */
public final class BoardRow {

    private final BoardScope.BoardApp app;
    private final Snapshot<ApplicationOverview> read;

    private BoardRow(BoardScope.BoardApp app, Snapshot<ApplicationOverview> read) {
        this.app = app;
        this.read = read;
    }

    @NonNull
    static BoardRow of(@NonNull BoardScope.BoardApp app) {
        return new BoardRow(app, SharedOverview.get().application(app.session(), app.app()));
    }

    /** {@return the ID of the application} */
    @NonNull
    public String getName() {
        return app.app().appId();
    }

    /** {@return the name of the connection} */
    @NonNull
    public String getConnection() {
        return app.session().connectionName();
    }

    /** {@return the URL of the page of the application in Humanitec} */
    @NonNull
    public String getUrl() {
        return app.session().webPages().of(app.app());
    }

    /** {@return why the last attempt to read has failed; null if it has not failed} */
    @CheckForNull
    public String getProblem() {
        return read.error();
    }

    /** {@return the time since the last state was read, as text; empty if it was not read yet} */
    @NonNull
    public String getAge() {
        return BoardDeployment.ago(read.readAt());
    }

    /** {@return whether nothing is known yet} */
    public boolean isPending() {
        return read.value() == null && read.isBeingRead();
    }

    /**
     * {@return an environment of the application; null if there is none with this ID}
     *
     * @param envId the ID of the environment
     */
    @CheckForNull
    public BoardCell cell(@NonNull String envId) {
        return environments().stream()
                .filter(environment -> environment.env().envId().equals(envId))
                .findFirst()
                .map(environment -> new BoardCell(app.session(), environment))
                .orElse(null);
    }

    @NonNull
    List<EnvironmentOverview> environments() {
        return read.value() == null ? List.of() : read.value().environments();
    }

    @NonNull
    List<BoardPreview> previews() {
        return read.value() == null
                ? List.of()
                : read.value().previews().stream()
                        .map(preview -> new BoardPreview(new BoardCell(app.session(), preview)))
                        .toList();
    }
}
