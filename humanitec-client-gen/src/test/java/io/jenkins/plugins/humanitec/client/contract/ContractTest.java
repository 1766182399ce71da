package io.jenkins.plugins.humanitec.client.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.testing.ContractExamples;
import io.swagger.v3.core.util.Yaml;
import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of the contract beyond those that the linter knows. */
class ContractTest {

    private static final Path ROOT = Path.of("../openapi");

    /** The contract's files by their path below its folder. */
    private final Map<String, JsonNode> files = read();

    private static Map<String, JsonNode> read() {
        Map<String, JsonNode> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(ROOT)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                files.put(ROOT.relativize(file).toString(), Yaml.mapper().readTree(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** What a file refers to, as {@code schemas/agents.yaml#/Agent}. */
    private static Set<String> references(String file, JsonNode json) {
        Set<String> references = new TreeSet<>();
        json.findValuesAsText("$ref").forEach(ref -> {
            String[] parts = ref.split("#", 2);
            Path target = parts[0].isEmpty() ? Path.of(file) : Path.of(file).resolveSibling(parts[0]);
            references.add(target.normalize() + "#" + parts[1]);
        });
        return references;
    }

    @Test
    void everythingIsReferredToAndEveryReferenceLeadsSomewhere() {
        Set<String> defined = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        files.forEach((file, json) -> {
            used.addAll(references(file, json));
            if (!file.equals("humanitec.yaml")) {
                json.fieldNames().forEachRemaining(name -> defined.add(file + "#/" + name));
            }
        });

        assertThat(defined).isEqualTo(used);
    }

    @Test
    void everyTagIsUsedAndDescribed() {
        Set<String> described = new TreeSet<>();
        files.get("humanitec.yaml").get("tags").forEach(tag -> {
            described.add(tag.get("name").asText());
            assertThat(tag.get("description").asText()).isNotBlank();
        });
        Set<String> used = new TreeSet<>();
        for (Operation operation : new ContractExamples().operations()) {
            assertThat(operation.getTags()).as(operation.getOperationId()).hasSize(1);
            used.addAll(operation.getTags());
        }

        assertThat(used).isEqualTo(described);
    }

    @Test
    void operationIdsAreVerbsFirstAndTheirOwn() {
        List<String> ids = new ContractExamples()
                .operations().stream().map(Operation::getOperationId).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+([A-Z][a-z0-9]*)*"));
    }

    @Test
    void everyOperationHasTheErrorsThatItCanMeet() {
        for (Operation operation : new ContractExamples().operations()) {
            assertThat(operation.getResponses().keySet())
                    .as(operation.getOperationId())
                    .contains("400", "401", "403", "405", "429", "500")
                    .anyMatch(status -> status.startsWith("2"));
            if (operation.getRequestBody() != null) {
                assertThat(operation.getResponses())
                        .as(operation.getOperationId())
                        .containsKeys("409", "422");
            }
        }
    }

    @Test
    void thereIsOneErrorModel() {
        JsonNode responses = files.get("components/responses.yaml");

        assertThat(responses.findValuesAsText("$ref")).containsOnly("../schemas/error.yaml#/ApiError");
        files.forEach((file, json) -> {
            if (file.startsWith("paths/")) {
                assertThat(references(file, json)).doesNotContain("schemas/error.yaml#/ApiError");
            }
        });
    }

    @Test
    void everyBodyHasAnExample() {
        files.forEach((file, json) -> {
            if (file.startsWith("paths/")) {
                json.findValues("application/json")
                        .forEach(type -> assertThat(hasExample(file, type))
                                .as(file + ": " + type)
                                .isTrue());
            }
        });
    }

    private boolean hasExample(String file, JsonNode type) {
        JsonNode schema = type.get("schema");
        JsonNode named = schema.has("items") ? schema.get("items") : schema;
        return type.has("example") || named.has("$ref") && resolve(file, named).has("example");
    }

    private JsonNode resolve(String file, JsonNode reference) {
        String[] target = references(file, reference).iterator().next().split("#/", 2);
        return files.get(target[0]).get(target[1]);
    }
}
