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
 * Checks JSON against the schemas of the API description. If the schema validator on the class path is missing or has
 * another version, nothing is checked, and only the API validates requests.
 */
interface SchemaCheck {

    /**
     * Checks JSON against a schema.
     *
     * @param location the location of the schema in the API description
     * @param json the JSON to check
     * @return the violations; empty if there are none
     */
    List<Violation> violations(String location, JsonNode json);

    /**
     * {@return a check that uses the schema validator; it checks nothing if the validator on the class path is missing
     * or has another version}
     */
    static SchemaCheck create() {
        return new SchemaCheck() {

            private @Nullable SchemaCheck check;

            @Override
            public List<Violation> violations(String location, JsonNode json) {
                try {
                    return check().violations(location, json);
                } catch (LinkageError e) {
                    System.getLogger(SchemaCheck.class.getName())
                            .log(
                                    System.Logger.Level.DEBUG,
                                    "The schema validator is missing or has another version. The API checks requests.",
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

    /** The only class that refers to the validator, so that its absence causes an error only here. */
    final class WithValidator implements SchemaCheck {

        private static final String BASE = "https://humanitec.invalid/";

        private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

        /**
         * The files contain schemas by name. The validator would log a warning for each name, since it is not a
         * keyword.
         */
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
        public List<Violation> violations(String location, JsonNode json) {
            return schemas
                    .computeIfAbsent(location, where -> factory.getSchema(SchemaLocation.of(BASE + where), config))
                    .validate(json)
                    .stream()
                    .map(message -> violation(message.getInstanceLocation().toString(), message.getMessage()))
                    .toList();
        }

        /** The message begins with the place and a colon. */
        private static Violation violation(String pointer, String message) {
            String text = message.startsWith(pointer + ": ") ? message.substring(pointer.length() + 2) : message;
            return new Violation(pointer, text);
        }
    }
}
