package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.execution.StepRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The files of the workspace of a build. */
public final class WorkspaceFiles implements FileSource {

    private final FilePath workspace;

    private WorkspaceFiles(FilePath workspace) {
        this.workspace = workspace;
    }

    /**
     * {@return the files of the workspace}
     *
     * @param run the context of the step
     * @param path the path or pattern that is needed, for the message
     * @throws InvalidInputException if there is no workspace
     * @throws IOException if the agent is disconnected
     * @throws InterruptedException if the build is aborted
     */
    @NonNull
    public static WorkspaceFiles of(@NonNull StepRun run, @NonNull String path)
            throws IOException, InterruptedException {
        FilePath workspace = run.workspace().find();
        if (workspace == null) {
            throw new InvalidInputException(
                    "There is no workspace to read " + path + " from. Run the step within 'node'.");
        }
        return new WorkspaceFiles(workspace);
    }

    /**
     * {@return the paths that match a pattern, in order; a path without wildcards itself, whether it exists or not; with slashes
     * between names, also on Windows}
     *
     * @param pattern a path or an Ant pattern, relative to the workspace
     * @throws InvalidInputException if no file matches the pattern
     * @throws IOException if the agent is disconnected
     * @throws InterruptedException if the build is aborted
     */
    @NonNull
    public Collection<String> paths(@NonNull String pattern) throws IOException, InterruptedException {
        if (!pattern.contains("*") && !pattern.contains("?")) {
            return List.of(path(pattern));
        }
        TreeSet<String> matches = new TreeSet<>();
        for (FilePath found : workspace.list(pattern)) {
            matches.add(found.getRemote()
                    .substring(workspace.getRemote().length() + 1)
                    .replace('\\', '/'));
        }
        if (matches.isEmpty()) {
            throw new InvalidInputException("No file in the workspace matches " + pattern + ".");
        }
        return matches;
    }

    /**
     * {@return a path with slashes between names, also on Windows}
     *
     * @param path the path, relative to the workspace
     */
    @NonNull
    public String path(@NonNull String path) {
        return workspace.getRemote().contains("\\") ? path.replace('\\', '/') : path;
    }

    @Override
    @CheckForNull
    public byte[] read(@NonNull String path) throws IOException {
        try {
            FilePath file = workspace.child(path);
            if (!file.exists() || file.isDirectory()) {
                return null;
            }
            // The agent can be the controller, and the file a link to its secrets.
            if (!workspace.isDescendant(path)) {
                throw new InvalidInputException("The file " + path + " is a link that leads out of the workspace.");
            }
            try (InputStream in = file.read()) {
                return in.readNBytes(LARGEST_FILE + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Reading " + path + " was interrupted.", e);
        }
    }

    /**
     * Writes a file. Creates missing directories.
     *
     * @param path the path, relative to the workspace
     * @param content the content, in UTF-8
     * @throws InvalidInputException if the path leads out of the workspace
     * @throws IOException if the file cannot be written
     * @throws InterruptedException if the build is aborted
     */
    public void write(@NonNull String path, @NonNull String content) throws IOException, InterruptedException {
        FilePath file = workspace.child(path);
        if (!workspace.isDescendant(path)) {
            throw new InvalidInputException("The path " + path + " leads out of the workspace.");
        }
        FilePath directory = file.getParent();
        if (directory != null) {
            directory.mkdirs();
        }
        file.write(content, "UTF-8");
    }
}
