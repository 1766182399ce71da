package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests from YAML and JSON files, in the form of the vendor's CLI: {@code apiVersion: entity.humanitec.io/v1b1}, {@code
 * kind}, {@code metadata} with the ID of the object and of its owners, and {@code entity}. A file can have several documents. The
 * definition of a pipeline can also be a document of its own.
 *
 * <p>A value {@code ${credentials:ID}} stands for a secret of the caller. A value {@code ${env.NAME}} is replaced by a variable of
 * the caller. Other placeholders are those of the platform, and stay as they are.
 */
public final class ManifestReader {

    /** The version of the form, which each manifest names. */
    public static final String API_VERSION = "entity.humanitec.io/v1b1";

    private static final Pattern PATH = Pattern.compile("(?!/)(?!.*(?:^|/)\\.\\.(?:/|$)).+");

    private final FileSource files;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    /**
     * Creates a reader.
     *
     * @param files reads the files; no file outside of its directory is read
     */
    public ManifestReader(FileSource files) {
        this.files = files;
    }

    /**
     * Sets the variables that manifests may use. A manifest that uses another variable has a fault.
     *
     * @param values the values by name
     * @return this reader
     */
    public ManifestReader variables(Map<String, String> values) {
        variables.clear();
        variables.putAll(values);
        return this;
    }

    /**
     * Sets the application of manifests that need one and name none.
     *
     * @param appId the ID of the application; null for none
     * @return this reader
     */
    public ManifestReader app(@Nullable String appId) {
        owners.remove("app_id");
        if (appId != null) {
            owners.put("app_id", appId);
        }
        return this;
    }

    /**
     * Reads files.
     *
     * @param paths the paths of the files, relative to the directory
     * @return the manifests, in the order of the files
     * @throws InvalidManifestsException if a file does not exist, or a manifest has faults; it has the faults of all files
     * @throws InvalidInputException if there is no file
     * @throws IOException if a file cannot be read
     */
    public List<Manifest> read(List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            throw new InvalidInputException("No file with manifests is given. Give at least one.");
        }
        List<Manifest> manifests = new ArrayList<>();
        List<ManifestFault> faults = new ArrayList<>();
        Map<ObjectId, Manifest> known = new HashMap<>();
        for (String path : paths) {
            for (Manifest manifest : read(path, faults)) {
                Manifest other = known.putIfAbsent(manifest.object(), manifest);
                if (other != null) {
                    faults.add(new ManifestFault(
                            path,
                            manifest.line(),
                            "metadata.id",
                            manifest + " is also in " + other.file() + ":" + other.line()
                                    + ". Remove one of the two."));
                }
                manifests.add(manifest);
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidManifestsException(faults);
        }
        return manifests;
    }

    private List<Manifest> read(String path, List<ManifestFault> faults) throws IOException {
        byte[] content = PATH.matcher(path).matches() ? files.read(path) : null;
        if (content == null || content.length > FileSource.LARGEST_FILE) {
            faults.add(new ManifestFault(
                    path, 0, "", content == null ? "There is no such file." : "The file is larger than 1 MB."));
            return List.of();
        }
        try {
            String text = YamlDocument.text(content);
            List<YamlDocument> documents = YamlDocument.parseAll(withoutTabs(text));
            List<Manifest> manifests = new ArrayList<>();
            for (YamlDocument document : documents) {
                manifest(path, document, documents.size() == 1 ? text : null, faults)
                        .ifPresent(manifests::add);
            }
            return manifests;
        } catch (InvalidYamlException e) {
            faults.add(new ManifestFault(path, e.line(), "", String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    /** JSON may have tabs between values, YAML may not. */
    private static byte[] withoutTabs(String text) {
        String content = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<Manifest> manifest(
            String path, YamlDocument document, @Nullable String text, List<ManifestFault> faults) {
        ManifestCheck check = new ManifestCheck(path, document.lines(), variables);
        JsonNode json = document.json();
        Optional<Manifest> manifest = json.has("jobs") && json.has("on") && !json.has("kind")
                ? check.pipeline(document.json(), text, owners)
                : check.manifest(document.json(), owners);
        faults.addAll(check.faults());
        return check.faults().isEmpty() ? manifest : Optional.empty();
    }
}
