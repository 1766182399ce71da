package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.input.UnsetVariables;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.ScoreReader;
import io.jenkins.plugins.humanitec.execution.StepRun;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters of steps that read Score files from the workspace. */
public final class ScoreParameters implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The parameters that forms show as text. */
    static final String[] TEXTS = {"score", "property", "resourceTypeAliases"};

    private ArrayList<String> files = new ArrayList<>();
    private String extensions;
    private String overrides;
    private String image;
    private LinkedHashMap<String, Object> property = new LinkedHashMap<>();
    private LinkedHashMap<String, String> aliases = new LinkedHashMap<>();

    /**
     * {@return the files as a script writes them: null, a path, or a list of paths}
     */
    @CheckForNull
    public Object files() {
        return files.isEmpty() ? null : files.size() == 1 ? files.get(0) : new ArrayList<>(files);
    }

    /**
     * Checks an argument of a script, before its type is checked.
     *
     * @param step the name of the step
     * @param name the name of the parameter
     * @param given the argument
     * @return the argument; properties in lines as a map
     * @throws InvalidInputException if the Score files are neither a path nor a list of paths, or the properties are no map
     */
    @CheckForNull
    public static Object read(@NonNull String step, @NonNull String name, @CheckForNull Object given) {
        if (name.equals("score")) {
            for (Object path : each(given)) {
                if (path != null && !(path instanceof CharSequence)) {
                    throw new InvalidInputException(
                            "Parameter 'score' of " + step + " must be a path, or a list of paths.");
                }
            }
        }
        if (name.equals("property") && given instanceof CharSequence) {
            return KeyValueLines.parse(given.toString());
        }
        if (name.equals("property") && given != null && !(given instanceof Map)) {
            throw new InvalidInputException("Parameter 'property' of " + step
                    + " must be a map, such as ['containers.main.variables.LEVEL': 'debug'].");
        }
        return given;
    }

    private static Collection<?> each(Object given) {
        return given instanceof Collection<?> several ? several : Arrays.asList(given);
    }

    /**
     * Sets the files.
     *
     * @param given a path or pattern, or a list of them; null for none
     */
    public void setFiles(@CheckForNull Object given) {
        files = new ArrayList<>();
        for (Object path : each(given)) {
            String text = Util.fixEmptyAndTrim(path == null ? null : path.toString());
            if (text != null) {
                files.add(text);
            }
        }
    }

    /** {@return the files as text for the form, one in each line} */
    @NonNull
    public String text() {
        return String.join("\n", files);
    }

    /** {@return the files in one line, for messages} */
    @NonNull
    public String names() {
        return String.join(", ", files);
    }

    /**
     * Sets the parameters that forms show as text.
     *
     * @param lines the text of each of these parameters, by name
     */
    public void setLines(@NonNull Map<String, String> lines) {
        setFiles(lines.getOrDefault("score", "").lines().toList());
        setProperty(KeyValueLines.parse(lines.get("property")));
        setAliases(KeyValueLines.parse(lines.get("resourceTypeAliases")));
    }

    @CheckForNull
    public String extensions() {
        return extensions;
    }

    public void setExtensions(@CheckForNull String path) {
        this.extensions = Util.fixEmptyAndTrim(path);
    }

    @CheckForNull
    public String overrides() {
        return overrides;
    }

    public void setOverrides(@CheckForNull String path) {
        this.overrides = Util.fixEmptyAndTrim(path);
    }

    @CheckForNull
    public String image() {
        return image;
    }

    public void setImage(@CheckForNull String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    /**
     * {@return the properties: null, a map, or lines, because the Snippet Generator writes names with dots without the necessary
     * quotes}
     */
    @CheckForNull
    public Object property() {
        boolean areLines = property.keySet().stream().anyMatch(name -> name.contains("."))
                && property.values().stream().allMatch(value -> value instanceof String text && !text.contains("\n"));
        return property.isEmpty() ? null : areLines ? propertyText() : property;
    }

    /** {@return the properties as text for the form} */
    @NonNull
    public String propertyText() {
        return KeyValueLines.format(property);
    }

    /**
     * Sets the properties.
     *
     * @param given a map, or null for none
     */
    public void setProperty(@CheckForNull Object given) {
        property = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> property.put(String.valueOf(name), value));
        }
    }

    @NonNull
    public Map<String, String> aliases() {
        return aliases;
    }

    public void setAliases(@CheckForNull Map<String, String> aliases) {
        this.aliases = aliases == null ? new LinkedHashMap<>() : new LinkedHashMap<>(aliases);
    }

    /** {@return whether there is a Score file} */
    public boolean isGiven() {
        return !files.isEmpty();
    }

    /**
     * Checks the parameters.
     *
     * @throws InvalidInputException if a parameter is invalid, or useless without a Score file
     */
    public void check() {
        files.forEach(file -> UnsetVariables.refuse("The Score file", file));
        boolean needsFile =
                extensions != null || overrides != null || image != null || !property.isEmpty() || !aliases.isEmpty();
        if (needsFile && !isGiven()) {
            throw new InvalidInputException("'extensions', 'overrides', 'image', 'property' and 'resourceTypeAliases'"
                    + " are for Score files. Name the file with 'score'.");
        }
        if (files.size() > 1 && (extensions != null || overrides != null)) {
            throw new InvalidInputException(
                    "'extensions' and 'overrides' are for a single Score file. Put those of several"
                            + " files beside them: humanitec.score.yaml beside score.yaml.");
        }
    }

    /**
     * Reads the Score files.
     *
     * @param run the context of the step
     * @return the files, at least one; a file with faults has them with it
     * @throws InvalidInputException if there is no workspace, or no file matches a pattern
     * @throws IOException if the agent is disconnected, or a file cannot be read
     * @throws InterruptedException if the build is aborted
     */
    @NonNull
    public List<ScoreFile> read(@NonNull StepRun run) throws IOException, InterruptedException {
        WorkspaceFiles workspace = WorkspaceFiles.of(run, files.get(0));
        Set<String> paths = new LinkedHashSet<>();
        String ofExtensions = extensions == null ? null : workspace.path(extensions);
        String ofOverrides = overrides == null ? null : workspace.path(overrides);
        for (String path : files) {
            paths.addAll(ScoreReader.scoreFiles(workspace.paths(path), ofExtensions, ofOverrides));
        }
        List<ScoreFile> read = new ArrayList<>();
        for (ScoreFile each : new ScoreReader(workspace).read(paths, ofExtensions, ofOverrides)) {
            each.warnings().forEach(run::say);
            read.add(complete(each));
        }
        return read;
    }

    private ScoreFile complete(ScoreFile file) {
        ScoreFile complete = image == null ? file : file.withImage(image);
        for (Map.Entry<String, Object> each : property.entrySet()) {
            complete = complete.withProperty(each.getKey(), each.getValue());
        }
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            complete = complete.withResourceTypeAlias(alias.getKey(), alias.getValue());
        }
        return complete;
    }
}
