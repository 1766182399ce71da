package io.jenkins.plugins.humanitec.client.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads Score files with their extensions and overrides. Beside {@code score.yaml}, it looks for {@code humanitec.score.yaml} and
 * {@code overrides.score.yaml}; beside a file with another name, for that name after the same prefixes. The files that a Score file
 * mounts by {@code source} become part of it, since the API cannot read them. Also reads deployment configurations ({@code kind:
 * ScoreDeployConfig}), which list Score files.
 */
public final class ScoreReader {

    private static final String CONFIGURATION = "ScoreDeployConfig";

    private final FileSource files;

    /**
     * Creates a reader.
     *
     * @param files reads the files; no file outside of its directory is read
     */
    public ScoreReader(FileSource files) {
        this.files = files;
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
        ScoreFile file = new ScoreFile(path);
        Optional<YamlDocument> document = document(file, path);
        if (document.isPresent() && CONFIGURATION.equals(text(document.get().json(), "kind"))) {
            return configured(path, document.get());
        }
        if (document.isPresent()) {
            add(file, ScoreFile.Part.SPEC, path, document.get());
            if (ifNotMissing(document.get().json().at("/metadata/name")).isEmpty()) {
                file.add(new ScoreFault(
                        path,
                        document.get().lines().getOrDefault("/metadata", 1),
                        "The name of the workload is missing. Add 'metadata: {name: …}'."));
            }
        }
        addPart(file, ScoreFile.Part.EXTENSIONS, extensions, "humanitec.");
        addPart(file, ScoreFile.Part.OVERRIDES, overrides, "overrides.");
        return List.of(file);
    }

    private List<ScoreFile> configured(String path, YamlDocument configuration) throws IOException {
        List<ScoreFile> found = new ArrayList<>();
        JsonNode workloads = configuration.json().path("workloads");
        for (int i = 0; i < workloads.size(); i++) {
            String spec = text(workloads.get(i), "specFile");
            if (spec == null) {
                ScoreFile file = new ScoreFile(path);
                int line = configuration.lines().getOrDefault("/workloads/" + i, 0);
                file.add(new ScoreFault(path, line, "The workload has no 'specFile'."));
                found.add(file);
                continue;
            }
            String extensions = text(workloads.get(i), "extensionsFile");
            String overrides = text(workloads.get(i), "overridesFile");
            found.addAll(read(
                    beside(path, spec),
                    extensions == null ? null : beside(path, extensions),
                    overrides == null ? null : beside(path, overrides)));
        }
        if (found.isEmpty()) {
            ScoreFile file = new ScoreFile(path);
            file.add(new ScoreFault(path, 1, "The configuration has no 'workloads'."));
            found.add(file);
        }
        return found;
    }

    private void addPart(ScoreFile file, ScoreFile.Part part, @Nullable String given, String prefix)
            throws IOException {
        String path = given != null
                ? given
                : beside(file.path(), prefix + Path.of(file.path()).getFileName());
        if (given == null
                && (normalized(path).isEmpty() || files.read(normalized(path).get()) == null)) {
            return;
        }
        Optional<YamlDocument> document = document(file, path);
        if (document.isPresent()) {
            add(file, part, path, document.get());
        }
    }

    private Optional<YamlDocument> document(ScoreFile file, String path) throws IOException {
        byte[] content = content(file, path, 0, path);
        if (content == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(YamlDocument.parse(content));
        } catch (InvalidYamlException e) {
            file.add(new ScoreFault(path, e.line(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Returns the content of a file. If it cannot be used, adds a fault at the place that names the file. */
    private byte @Nullable [] content(ScoreFile file, String place, int line, String path) throws IOException {
        Optional<String> normalized = normalized(path);
        if (normalized.isEmpty()) {
            file.add(new ScoreFault(place, line, "The file " + path + " is outside of the directory that is read."));
            return null;
        }
        byte[] content = files.read(normalized.get());
        if (content == null) {
            file.add(new ScoreFault(place, line, "There is no file " + path + "."));
        } else if (content.length > FileSource.LARGEST_FILE) {
            file.add(new ScoreFault(place, line, "The file " + path + " is larger than 1 MB."));
            return null;
        }
        return content;
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
        for (JsonNode mount : document.json().at(pointer)) {
            String source = text(mount, "source");
            if (source != null) {
                int line = document.lines().getOrDefault(pointer, 0);
                byte[] content = content(file, path, line, beside(path, source));
                if (content != null) {
                    ((ObjectNode) mount).remove("source");
                    ((ObjectNode) mount).put("content", utf8(file, new ScoreFault(path, line, source), content));
                }
            }
        }
    }

    private static String utf8(ScoreFile file, ScoreFault place, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            file.add(new ScoreFault(
                    place.file(), place.line(), "The file " + place.message() + " is not a text in UTF-8."));
            return "";
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return ifNotMissing(json.path(name)).orElse(null);
    }

    private static Optional<String> ifNotMissing(JsonNode json) {
        return json.isTextual() && !json.asText().isBlank() ? Optional.of(json.asText()) : Optional.empty();
    }

    /** Returns the path of a file that is named in another one. */
    private static String beside(String path, String name) {
        int slash = path.lastIndexOf('/');
        return slash < 0 || name.startsWith("/") ? name : path.substring(0, slash + 1) + name.replaceFirst("^\\./", "");
    }

    /** Returns the path without {@code .} and {@code ..}; empty if it leads out of the directory. */
    private static Optional<String> normalized(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                if (names.isEmpty()) {
                    return Optional.empty();
                }
                names.remove(names.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        boolean isAbsolute = path.startsWith("/") || path.indexOf(':') == 1 || path.startsWith("\\");
        return isAbsolute || names.isEmpty() ? Optional.empty() : Optional.of(String.join("/", names));
    }
}
