package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.files.InvalidYamlException;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import io.jenkins.plugins.humanitec.client.manifests.EntityDiff;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compares the definition of a pipeline, which the API stores as it was uploaded, with its manifest. */
final class PipelineDefinition {

    private PipelineDefinition() {}

    /** Returns the changes of fields. If only comments or the layout differ, this is one change. */
    static List<FieldChange> changes(Manifest manifest, String stored) {
        ObjectNode found;
        try {
            found = YamlDocument.parse(stored.getBytes(StandardCharsets.UTF_8)).json();
        } catch (InvalidYamlException e) {
            found = manifest.entity().objectNode();
        }
        List<FieldChange> changes = EntityDiff.ofContent(manifest.entity(), found);
        boolean hasSameText = manifest.text() == null || manifest.text().strip().equals(stored.strip());
        return changes.isEmpty() && !hasSameText
                ? List.of(new FieldChange("comments and layout", "\"\"", "\"\""))
                : changes;
    }
}
