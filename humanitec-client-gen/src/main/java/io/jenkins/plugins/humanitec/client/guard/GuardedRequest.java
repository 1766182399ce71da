package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A request before it is sent.
 *
 * @param method the HTTP method
 * @param path the encoded path, relative to the URL of the API
 * @param query the encoded query; empty if there is none
 * @param contentType the media type of the body; empty if there is none
 * @param content the body, or null
 */
public record GuardedRequest(String method, String path, String query, String contentType, byte @Nullable [] content) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /**
     * Returns whether the request is a dry run. A duplicate parameter does not count, since its meaning is ambiguous.
     */
    boolean isDryRun() {
        List<String> given = Arrays.stream(query.split("&"))
                .filter(pair -> isDryRun(pair.split("=", 2)[0]))
                .toList();
        return given.equals(List.of("dry_run=true"));
    }

    private static boolean isDryRun(String encodedName) {
        return URLDecoder.decode(encodedName, StandardCharsets.UTF_8).equalsIgnoreCase("dry_run");
    }

    /**
     * Returns the body as JSON. Supports JSON, YAML with resolved references, and the text fields of a multipart form.
     * Returns a missing node if there is no body.
     *
     * @throws ProtectedException if the body cannot be read, or a field occurs twice
     */
    JsonNode body() {
        if (content == null || content.length == 0) {
            return MissingNode.getInstance();
        }
        String type = contentType.split(";", 2)[0].toLowerCase(Locale.ROOT);
        if (type.contains("yaml")) {
            return yaml(new String(content, StandardCharsets.UTF_8));
        }
        return type.startsWith("multipart/") ? MultipartForm.texts(contentType, content) : json();
    }

    private JsonNode json() {
        try {
            JsonNode json = JSON.readTree(content);
            return json.isObject() ? withLowerCaseNames(json) : json;
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /**
     * Converts the names of fields to lower case. Some servers, such as those in Go, ignore case and use the last
     * duplicate.
     */
    private static JsonNode withLowerCaseNames(JsonNode json) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (fields.replace(field.getKey().toLowerCase(Locale.ROOT), field.getValue()) != null) {
                throw unreadable();
            }
        }
        return fields;
    }

    /**
     * Parses YAML. All scalars become texts, since YAML 1.1 reads {@code on} and {@code no} as booleans.
     *
     * @param text the YAML document
     * @return the document
     */
    static JsonNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        try {
            Object loaded = new Yaml(
                            new SafeConstructor(options), new Representer(unused), unused, options, new TextsOnly())
                    .load(text);
            if (loaded instanceof Map<?, ?>) {
                return withLowerCaseNames(JSON.valueToTree(loaded));
            }
            throw unreadable();
        } catch (YAMLException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /** {@return the exception for a request whose effects cannot be determined} */
    static ProtectedException unreadable() {
        return new ProtectedException(
                "The effects of this request cannot be determined: its body or the definition of its "
                        + "pipeline cannot be read. A protection rule of the connection could forbid it.");
    }

    /** Resolves only merge keys. */
    private static final class TextsOnly extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
        }
    }
}
