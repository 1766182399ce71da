package io.jenkins.plugins.humanitec.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON against the schemas of the contract. A program may have a version of the schema validator on its class path that
 * does not fit, or none: then nothing is checked here, and the API checks alone.
 */
interface SchemaCheck {

    /**
     * @param location the location of a schema in the contract
     * @param json what to check
     * @return the violations, a sentence each
     */
    List<String> violations(String location, JsonNode json);

    /** @return a check with the validator, which gives up if the validator does not fit */
    static SchemaCheck create() {
        return new SchemaCheck() {

            private @Nullable SchemaCheck check;

            @Override
            public List<String> violations(String location, JsonNode json) {
                try {
                    return check().violations(location, json);
                } catch (LinkageError e) {
                    System.getLogger(SchemaCheck.class.getName())
                            .log(
                                    System.Logger.Level.DEBUG,
                                    "The schema validator does not fit; the API checks requests alone.",
                                    e);
                    set((where, anything) -> List.of());
                    return List.of();
                }
            }

            private synchronized SchemaCheck check() {
                if (check == null) {
                    check = new WithValidator();
                }
                return check;
            }

            private synchronized void set(SchemaCheck other) {
                check = other;
            }
        };
    }

    /** The only class that uses the validator. */
    final class WithValidator implements SchemaCheck {

        private static final String BASE = "https://humanitec.invalid/";

        private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

        /** The names of schemas in a file are no keywords, and are not worth a warning of the validator. */
        private final JsonMetaSchema dialect = JsonMetaSchema.builder(OpenApi30.getInstance())
                .unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword))
                .build();

        private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V4,
                builder -> builder.metaSchema(dialect)
                        .defaultMetaSchemaIri(dialect.getIri())
                        .schemaLoaders(loaders -> loaders.add(iri -> () -> new ByteArrayInputStream(
                                ContractFile.file(iri.toString().substring(BASE.length()))
                                        .toString()
                                        .getBytes(StandardCharsets.UTF_8)))));
        private final SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

        @Override
        public List<String> violations(String location, JsonNode json) {
            return schemas
                    .computeIfAbsent(location, where -> factory.getSchema(SchemaLocation.of(BASE + where), config))
                    .validate(json)
                    .stream()
                    .map(message -> message.getMessage().replaceFirst("^/?:? ?", ""))
                    .toList();
        }
    }
}
