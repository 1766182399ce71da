package io.jenkins.plugins.humanitec.client.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.humanitec.client.contract.Operation.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of the contract that the generator, or a caller, would take for each other. */
class ContractNamesTest {

    private static final Path ROOT = Path.of("../openapi");
    private static final Pattern IN_BRACES = Pattern.compile("\\{([^}]*)}");

    /** What the generator is told to call otherwise (pom.xml). */
    private static final Map<String, String> RENAMED = Map.of("set_id", "deploymentSetId");

    private static Stream<Operation> operations() {
        return Contract.get().operationIds().stream().map(Contract.get()::operation);
    }

    /** As the generator makes a Java identifier of a name: {@code per_page} and {@code Per-Page} become {@code perPage}. */
    private static String identifier(String name) {
        String[] words = RENAMED.getOrDefault(name, name).split("[^A-Za-z0-9]+");
        StringBuilder identifier = new StringBuilder();
        for (String word : words) {
            if (!word.isEmpty()) {
                identifier.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return identifier.substring(0, 1).toLowerCase(Locale.ROOT) + identifier.substring(1);
    }

    private static List<JsonNode> files(String folder) throws IOException {
        List<JsonNode> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(ROOT.resolve(folder))) {
            for (Path file : all.sorted().toList()) {
                files.add(new YAMLMapper().readTree(Files.readString(file)));
            }
        }
        return files;
    }

    /** The generator puts all files into one: of two definitions of one name it uses the same one for both. */
    @ParameterizedTest
    @ValueSource(strings = {"components", "schemas"})
    void aNameIsDefinedOnceInAllFilesOfAKind(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode file : files(folder)) {
            file.fieldNames().forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
        }

        assertThat(names).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    }

    @Test
    void operationsDifferInMoreThanUpperAndLowerCase() {
        assertThat(operations().map(operation -> operation.id().toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void thePathAndItsParametersNameTheSame() {
        assertThat(operations()).allSatisfy(operation -> {
            List<String> inBraces = IN_BRACES
                    .matcher(operation.path())
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
            List<Parameter> declared = operation.parameters().stream()
                    .filter(parameter -> parameter.in().equals("path"))
                    .toList();
            assertThat(declared).extracting(Parameter::name).containsExactlyInAnyOrderElementsOf(inBraces);
            assertThat(declared).allMatch(Parameter::isRequired);
            // Each is a segment of its own, or what one argument contains could become part of another.
            assertThat(operation.path()).matches("(/[A-Za-z0-9_-]+|/\\{[A-Za-z]+})+");
        });
    }

    /** In two places, such as path and query, too: by name, an argument could not tell which one it is for. */
    @Test
    void theParametersOfAnOperationBecomeDifferentIdentifiers() {
        assertThat(operations()).allSatisfy(operation -> {
            List<String> identifiers = operation.parameters().stream()
                    .map(parameter -> identifier(parameter.name()))
                    .toList();
            assertThat(identifiers).doesNotHaveDuplicates().doesNotContain("body", "queryParams");
        });
    }

    /** A field has a getter, a setter and a fluent setter, which is called as the field is. */
    @Test
    void theFieldsOfASchemaBecomeDifferentMethods() throws IOException {
        for (JsonNode file : files("schemas")) {
            file.properties()
                    .forEach(schema -> assertThat(methods(schema.getValue()))
                            .as(schema.getKey())
                            .doesNotHaveDuplicates());
        }
    }

    private static List<String> methods(JsonNode schema) {
        List<String> methods = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(name -> {
            String identifier = identifier(name);
            String capitalized = identifier.substring(0, 1).toUpperCase(Locale.ROOT) + identifier.substring(1);
            methods.addAll(List.of(identifier, "get" + capitalized, "set" + capitalized));
        });
        return methods;
    }
}
