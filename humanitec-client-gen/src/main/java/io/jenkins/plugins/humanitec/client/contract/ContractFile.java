package io.jenkins.plugins.humanitec.client.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the files of the API description, which are resources next to this class, and resolves references in them. */
final class ContractFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();

    private ContractFile() {}

    /**
     * A part of the API description.
     *
     * @param location the file and the JSON Pointer, such as {@code schemas/sets.yaml#/Change}
     * @param json the content
     */
    record Found(String location, JsonNode json) {

        /** Returns the target of a reference in this file; the node itself if it is not a reference. */
        Found resolve(JsonNode node, String ownLocation) {
            return node.has("$ref") ? at(location, node.get("$ref").asText()) : new Found(ownLocation, node);
        }

        Found child(String name) {
            return new Found(location + JsonPointer.empty().appendProperty(name), json.path(name));
        }
    }

    static Found root() {
        return new Found("humanitec.yaml#", file("humanitec.yaml"));
    }

    /**
     * Resolves a reference.
     *
     * @param from the location of the file that contains the reference
     * @param reference the reference, relative to that file
     */
    static Found at(String from, String reference) {
        URI target = URI.create(from.substring(0, from.indexOf('#'))).resolve(reference);
        return new Found(target.toString(), file(target.getPath()).at(target.getFragment()));
    }

    static JsonNode file(String path) {
        return FILES.computeIfAbsent(path, ContractFile::read);
    }

    private static JsonNode read(String path) {
        try (InputStream in = ContractFile.class.getResourceAsStream(path)) {
            return YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
