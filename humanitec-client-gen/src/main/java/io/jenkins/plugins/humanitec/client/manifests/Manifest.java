package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.jenkins.plugins.humanitec.client.files.YamlDocument;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of an object. It contains references to secrets, but no secrets. Immutable and serializable.
 *
 * @param object the object
 * @param json the fields of the object, as JSON
 * @param text the content of an object that has a YAML text, such as a pipeline; null for its fields in YAML
 * @param file the file that contains the manifest; empty if there is none
 * @param line the line in the file, starting with 1; 0 if it is unknown
 */
public record Manifest(
        ObjectId object, String json, @Nullable String text, String file, int line) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final YAMLMapper YAML = YAMLMapper.builder(
                    YAMLFactory.builder().stringQuotingChecker(new TextQuotes()).build())
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES, YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    /** Quotes also what only the reader of manifests takes for something else than a text. */
    private static final class TextQuotes extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
            return super.needToQuoteName(name) || !YamlDocument.isPlainText(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || !YamlDocument.isPlainText(value);
        }
    }

    /** {@return the kind of the object} */
    public Kind kind() {
        return Kind.of(object.kind());
    }

    /** {@return the collection that contains the object} */
    public ApiCollection collection() {
        return collection(object).orElseThrow();
    }

    /**
     * {@return the collection that contains an object; empty if the kind of the object has none with its owners}
     *
     * @param object the object
     */
    public static Optional<ApiCollection> collection(ObjectId object) {
        return Kind.of(object.kind()).collections().stream()
                .filter(one ->
                        object.owners().keySet().equals(Set.copyOf(one.owners().values())))
                .findFirst();
    }

    /** {@return the fields of the object; a new object at each call} */
    public ObjectNode entity() {
        try {
            JsonNode entity = Json.MAPPER.readTree(json);
            return (ObjectNode) entity;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the IDs of the credentials to which the fields refer, by the JSON Pointer of the field} */
    public Map<String, String> credentials() {
        Map<String, String> credentials = new LinkedHashMap<>();
        if (json.contains("${credentials:")) {
            SecretRules.find(entity(), collection().request())
                    .forEach(found -> SecretRules.credential(found.value())
                            .ifPresent(id -> credentials.put(found.pointer(), id)));
        }
        return credentials;
    }

    /**
     * {@return the ID of the credential to which a value refers; empty if it refers to none}
     *
     * @param value the value of a field, such as {@code ${credentials:db-password}}
     */
    public static Optional<String> credentialId(String value) {
        return SecretRules.credential(value);
    }

    /** {@return the manifest as a document in YAML} */
    public String toYaml() {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("apiVersion", ManifestReader.API_VERSION).put("kind", object.kind());
        ObjectNode metadata = document.putObject("metadata").put("id", object.id());
        object.owners().forEach(metadata::put);
        document.set("entity", entity());
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the object} */
    @Override
    public String toString() {
        return object.toString();
    }
}
