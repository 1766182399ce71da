package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compares the definition of a pipeline, which the API stores as it was uploaded, with its manifest. */
public final class PipelineDiff {

    private PipelineDiff() {}

    /**
     * Compares a definition with its manifest.
     *
     * @param manifest the manifest
     * @param stored the definition as it was uploaded
     * @return the changes of fields; one change if only comments or the layout differ
     */
    public static List<FieldChange> between(Manifest manifest, String stored) {
        ObjectNode wanted = manifest.entity();
        ObjectNode found;
        try {
            found = YamlDocument.parse(stored.getBytes(StandardCharsets.UTF_8)).json();
        } catch (InvalidYamlException e) {
            found = wanted.objectNode();
        }
        // The ID is that of the object. A definition can leave it out.
        wanted.remove("id");
        found.remove("id");
        List<FieldChange> changes = EntityDiff.ofContent(manifest.kind(), wanted, found);
        boolean hasSameText = manifest.text() == null || lines(manifest.text()).equals(lines(stored));
        return changes.isEmpty() && !hasSameText
                ? List.of(new FieldChange("comments and layout", null, "\"changed\""))
                : changes;
    }

    private static List<String> lines(String text) {
        return text.strip().lines().toList();
    }
}
