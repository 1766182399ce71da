package io.jenkins.plugins.humanitec.record;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The file with the changes of a build, in the directory of the build. Each change, and each later state of it, is
 * appended as one line. The changes are not in the build's own file, because Pipelines save that file at each step,
 * which would take longer with each change.
 */
final class ChangeFile {

    private static final Logger LOGGER = Logger.getLogger(ChangeFile.class.getName());

    private static final String NAME = "humanitec-changes.jsonl";
    private static final String REMOVED = "removed";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path path;

    /** @param directory the directory of the build */
    ChangeFile(File directory) {
        path = directory.toPath().resolve(NAME);
    }

    /** Reads the file and adds its changes to a map, by ID. */
    void readInto(Map<String, HumanitecChange> changes) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(path)) {
                if (!line.isEmpty()) {
                    read(line, changes);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read " + path);
        }
    }

    private void read(String line, Map<String, HumanitecChange> changes) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.has(REMOVED)) {
                changes.remove(node.get(REMOVED).asText());
            } else {
                HumanitecChange change = JSON.treeToValue(node, HumanitecChange.class);
                changes.put(change.getId(), change);
            }
        } catch (JsonProcessingException e) {
            // An incomplete line: Jenkins was killed while it wrote the line.
            LOGGER.log(Level.FINE, e, () -> "cannot read a line of " + path);
        }
    }

    void keep(HumanitecChange change) {
        add(JSON.valueToTree(change));
    }

    void remove(HumanitecChange change) {
        add(JSON.createObjectNode().put(REMOVED, change.getId()));
    }

    private void add(JsonNode line) {
        try {
            // The line break is written first, so an incomplete line cannot damage the next one.
            // A text of the API can have characters that UTF-8 does not have; they are replaced.
            byte[] bytes = ("\n" + line).getBytes(StandardCharsets.UTF_8);
            Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot write " + path);
        }
    }
}
