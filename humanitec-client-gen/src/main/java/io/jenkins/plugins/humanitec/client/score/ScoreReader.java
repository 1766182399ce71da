package io.jenkins.plugins.humanitec.client.score;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads Score files with their extensions and overrides. Beside {@code score.yaml}, it looks for {@code humanitec.score.yaml} and
 * {@code overrides.score.yaml}; beside a file with another name, for that name after the same prefixes, and then for {@code
 * humanitec.score.yaml} and {@code overrides.score.yaml} if no other Score file can be meant. The files that a Score file
 * mounts by {@code source} become part of it, since the API cannot read them; files that are no text in UTF-8 as {@code
 * binaryContent}. Also reads deployment configurations ({@code kind: ScoreDeployConfig}), which list Score files.
 */
public final class ScoreReader {

    private static final String CONFIGURATION = "ScoreDeployConfig";

    private final ScoreContents files;

    /**
     * Creates a reader.
     *
     * @param files reads the files; no file outside of its directory is read
     */
    public ScoreReader(FileSource files) {
        this.files = new ScoreContents(files);
    }

    /**
     * Reads a Score file with the extensions and overrides beside it, or the Score files of a deployment configuration.
     *
     * @param path the path of the file, relative to the directory
     * @return the Score files, with their faults
     * @throws IOException if a file cannot be read
     */
    public List<ScoreFile> read(String path) throws IOException {
        return read(path, null, null);
    }

    /**
     * Reads a Score file, or the Score files of a deployment configuration.
     *
     * @param path the path of the file, relative to the directory
     * @param extensions the path of its extensions; null for the file beside it, if there is one
     * @param overrides the path of its overrides; null for the file beside it, if there is one
     * @return the Score files, with their faults; a file that does not exist or is not valid is a fault
     * @throws IOException if a file cannot be read
     */
    public List<ScoreFile> read(String path, @Nullable String extensions, @Nullable String overrides)
            throws IOException {
        return read(List.of(path), extensions, overrides);
    }

    /**
     * Reads Score files, or the Score files of deployment configurations, that are used together.
     *
     * @param paths the paths of the files, relative to the directory
     * @param extensions the path of the extensions of each file; null for the file beside it, if there is one
     * @param overrides the path of the overrides of each file; null for the file beside it, if there is one
     * @return the Score files, with their faults and warnings; a file that does not exist or is not valid is a fault
     * @throws IOException if a file cannot be read
     */
    public List<ScoreFile> read(Collection<String> paths, @Nullable String extensions, @Nullable String overrides)
            throws IOException {
        List<Found> found = new ArrayList<>();
        for (String path : paths) {
            found.addAll(find(path, extensions, overrides));
        }
        List<ScoreFile> read = new ArrayList<>();
        for (Found each : found) {
            if (each.isScore) {
                complete(each, isAlone(each.file, found));
            }
            read.add(each.file);
        }
        return read;
    }

    /**
     * A file whose extensions and overrides are not read yet.
     *
     * @param isScore whether it is a Score file; false for a fault of a configuration
     */
    private record Found(
            ScoreFile file,
            Optional<YamlDocument> document,
            @Nullable String extensions,
            @Nullable String overrides,
            boolean isScore) {

        static Found fault(ScoreFile file, String path, int line, String message) {
            file.add(new ScoreFault(path, line, message));
            return new Found(file, Optional.empty(), null, null, false);
        }
    }

    /** Returns whether no other Score file of the same directory is read. */
    private static boolean isAlone(ScoreFile file, List<Found> found) {
        String directory = ScoreNames.directory(file.path());
        return found.stream()
                        .filter(Found::isScore)
                        .map(other -> other.file.path())
                        .filter(path -> ScoreNames.directory(path).equals(directory))
                        .map(path -> ScoreNames.normalized(path).orElse(path))
                        .distinct()
                        .count()
                == 1;
    }

    /**
     * {@return the Score files among files whose paths match a pattern} Extensions and overrides are left out: files with their
     * prefix, if the file that they are for is there too, or if they are {@code humanitec.score.yaml} or {@code
     * overrides.score.yaml} beside other files; and those that are given.
     *
     * @param paths the paths of the files
     * @param extensions the path of the extensions that are given, or null
     * @param overrides the path of the overrides that are given, or null
     */
    public static List<String> scoreFiles(
            Collection<String> paths, @Nullable String extensions, @Nullable String overrides) {
        List<String> files = paths.stream()
                .filter(path -> !ScoreNames.isPart(path, paths))
                .filter(path -> !ScoreNames.isSame(path, extensions) && !ScoreNames.isSame(path, overrides))
                .toList();
        return files.isEmpty() ? List.copyOf(paths) : files;
    }

    private List<Found> find(String path, @Nullable String extensions, @Nullable String overrides) throws IOException {
        ScoreFile file = new ScoreFile(path);
        Optional<YamlDocument> document = files.document(file, path);
        if (document.isEmpty() || !isConfiguration(document.get())) {
            return List.of(new Found(file, document, extensions, overrides, true));
        }
        if (extensions == null && overrides == null) {
            return configured(path, document.get());
        }
        return List.of(Found.fault(
                file,
                path,
                document.get().lines().getOrDefault("/kind", 0),
                "This configuration names the extensions and overrides of each workload, so no others can be given. Leave out"
                        + " 'extensions' and 'overrides', or name a Score file instead."));
    }

    private static boolean isConfiguration(YamlDocument document) {
        return CONFIGURATION.equals(text(document.json(), "kind"));
    }

    private void complete(Found found, boolean isAlone) throws IOException {
        ScoreFile file = found.file;
        if (found.document.isPresent()) {
            add(file, ScoreFile.Part.SPEC, file.path(), found.document.get());
        }
        addPart(file, ScoreFile.Part.EXTENSIONS, found.extensions, ScoreNames.OF_EXTENSIONS, isAlone);
        addPart(file, ScoreFile.Part.OVERRIDES, found.overrides, ScoreNames.OF_OVERRIDES, isAlone);
    }

    private List<Found> configured(String path, YamlDocument configuration) throws IOException {
        List<Found> found = new ArrayList<>();
        JsonNode workloads = configuration.json().path("workloads");
        for (int i = 0; workloads.isArray() && i < workloads.size(); i++) {
            int line = configuration.lines().getOrDefault("/workloads/" + i, 0);
            found.add(configured(path, workloads.get(i), line));
        }
        if (found.isEmpty()) {
            found.add(Found.fault(
                    new ScoreFile(path),
                    path,
                    1,
                    "The configuration has no 'workloads'. Add a list with the 'specFile' of each workload."));
        }
        return found;
    }

    private Found configured(String path, JsonNode workload, int line) throws IOException {
        String spec = text(workload, "specFile");
        ScoreFile file = new ScoreFile(spec == null ? path : ScoreNames.beside(path, spec));
        if (spec == null) {
            return Found.fault(file, path, line, "The workload has no 'specFile'. Add the path of its Score file.");
        }
        Optional<YamlDocument> document = files.document(file, file.path());
        if (document.isPresent() && isConfiguration(document.get())) {
            return Found.fault(file, path, line, "The 'specFile' is a configuration too. Name a Score file.");
        }
        String extensions = text(workload, "extensionsFile");
        String overrides = text(workload, "overridesFile");
        return new Found(
                file,
                document,
                extensions == null ? null : ScoreNames.beside(path, extensions),
                overrides == null ? null : ScoreNames.beside(path, overrides),
                true);
    }

    private void addPart(ScoreFile file, ScoreFile.Part part, @Nullable String given, String prefix, boolean isAlone)
            throws IOException {
        Optional<String> path = given != null ? Optional.of(given) : findBeside(file, prefix, isAlone);
        if (path.isPresent()) {
            Optional<YamlDocument> document = files.document(file, path.get());
            if (document.isPresent()) {
                add(file, part, path.get(), document.get());
            }
        }
    }

    /** Finds the extensions or overrides of a file. Those with the usual name are for {@code score.yaml}, or for the only file. */
    private Optional<String> findBeside(ScoreFile file, String prefix, boolean isAlone) throws IOException {
        String name = String.valueOf(Path.of(file.path()).getFileName());
        String own = ScoreNames.beside(file.path(), prefix + name);
        if (files.exists(own)) {
            return Optional.of(own);
        }
        String usual = ScoreNames.beside(file.path(), prefix + ScoreNames.USUAL_NAME);
        if (!files.exists(usual)) {
            return Optional.empty();
        }
        boolean hasOther = files.exists(ScoreNames.beside(file.path(), ScoreNames.USUAL_NAME));
        if (hasOther && !isAlone) {
            return Optional.empty();
        }
        if (isAlone && !hasOther) {
            return Optional.of(usual);
        }
        file.warn(usual + " is not used for " + file.path() + ", since "
                + (hasOther
                        ? "it is that of " + ScoreNames.USUAL_NAME
                        : "several Score files of its directory are read")
                + ". If it is for this file, name it " + prefix + name + ".");
        return Optional.empty();
    }

    private void add(ScoreFile file, ScoreFile.Part part, String path, YamlDocument document) throws IOException {
        if (part != ScoreFile.Part.EXTENSIONS) {
            JsonNode containers = document.json().path("containers");
            for (String name : (Iterable<String>) containers::fieldNames) {
                addSources(file, path, document, "/containers/" + name + "/files");
            }
        }
        file.add(part, path, document.json(), new TreeMap<>(document.lines()));
    }

    /** Replaces the sources of files by their content. The files are a list with targets, or an object by target. */
    private void addSources(ScoreFile file, String path, YamlDocument document, String pointer) throws IOException {
        ScoreFile.Lines lines = new ScoreFile.Lines(path, document.lines());
        JsonNode mounts = document.json().at(pointer);
        for (int i = 0; mounts.isArray() && i < mounts.size(); i++) {
            addSource(file, path, lines.innermost(pointer + "/" + i + "/source"), mounts.get(i));
        }
        for (Map.Entry<String, JsonNode> mount : mounts.properties()) {
            String target = JsonPointer.empty().appendProperty(mount.getKey()).toString();
            addSource(file, path, lines.innermost(pointer + target + "/source"), mount.getValue());
        }
    }

    private void addSource(ScoreFile file, String path, int line, JsonNode mount) throws IOException {
        String source = text(mount, "source");
        if (source != null) {
            byte[] content = files.content(file, path, line, ScoreNames.beside(path, source));
            ((ObjectNode) mount).remove("source");
            // Without its content, the file has a fault, but can be validated.
            Optional<String> text = content == null ? Optional.of("") : ScoreContents.text(content);
            String field = text.isPresent() ? "content" : "binaryContent";
            ((ObjectNode) mount)
                    .put(field, text.orElseGet(() -> Base64.getEncoder().encodeToString(content)));
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }
}
