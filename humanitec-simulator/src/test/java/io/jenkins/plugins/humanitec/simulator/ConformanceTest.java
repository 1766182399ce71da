package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.humanitec.simulator.conformance.ApiClient;
import io.jenkins.plugins.humanitec.simulator.conformance.ConformanceTable;
import io.jenkins.plugins.humanitec.simulator.conformance.ContractOperation;
import io.jenkins.plugins.humanitec.simulator.conformance.ExampleObjects;
import io.jenkins.plugins.humanitec.simulator.conformance.Reference;
import io.jenkins.plugins.humanitec.simulator.conformance.Shared;
import io.jenkins.plugins.humanitec.simulator.conformance.VendorClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Walks all operations with the vendor's client. With the vendor's description and the corpus at hand, validates the
 * answers, and sends all examples and files. Only with the Maven profile {@code conformance}.
 */
@Tag("conformance")
class ConformanceTest {

    private static final Path DIRECTORY = Path.of("target/conformance").toAbsolutePath();
    private static final Path DOCUMENT = Path.of("../docs/simulator.md");
    private static final String BEGIN = "<!-- conformance -->\n";
    private static final String END = "<!-- end of conformance -->";

    private static Simulator simulator;
    private static Map<String, String> flows;
    private static List<RecordedRequest> walked;
    private static ConformanceTable table;
    private final ApiClient api = new ApiClient(simulator);

    @BeforeAll
    static void walk() throws Exception {
        Optional<String> missing = VendorClient.missing();
        missing.ifPresent(reason -> System.out.println("Left out: the conformance table, since " + reason + "."));
        assumeTrue(missing.isEmpty());
        simulator = Simulator.start(SimulatorOptions.DEFAULT, DemoData::addTo);
        VendorClient client = new VendorClient(DIRECTORY);
        client.install();
        List<ContractOperation> operations = ContractOperation.read("openapi/humanitec.yaml");
        flows = client.walk(operations, simulator.baseUri(), simulator.token());
        walked = simulator.requests();
        table = new ConformanceTable(operations, walked, flows);
        Files.writeString(DIRECTORY.resolve("table.md"), table.byOperation());
        System.out.println(table.byOperation());
    }

    @AfterAll
    static void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @Test
    void everyFlowHolds() {
        flows.values().removeIf(String::isEmpty);

        assertThat(flows).isEmpty();
    }

    @Test
    void everyOperationHasState() {
        assertThat(table.without(ConformanceTable.Result.STATE)).isEmpty();
    }

    @Test
    void theTableIsInTheDocumentation() throws Exception {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        String current =
                document.substring(0, begin) + "\n" + table.byTag() + "\n" + document.substring(document.indexOf(END));
        if (Boolean.getBoolean("conformance.writeDocument")) {
            Files.writeString(DOCUMENT, current);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("Run with -Dconformance.writeDocument=true.")
                .isEqualTo(current);
    }

    private static Reference reference() throws IOException {
        Optional<Path> file = Shared.reference();
        assumeTrue(file.isPresent());
        return new Reference(file.get());
    }

    @Test
    void answersAreValidAgainstTheVendorsDescription() throws Exception {
        assertThat(reference().violations(walked)).isEmpty();
    }

    @Test
    void theExamplesOfTheVendorsDescriptionAreTaken() throws Exception {
        List<String> refused = new ArrayList<>();
        Reference reference = reference();
        for (Reference.RequestExample example : reference.examples()) {
            simulator.reset();
            ExampleObjects objects = new ExampleObjects(api);
            String template = example.operation().path();
            String path = objects.path(template);
            String method = example.operation().method();
            HttpResponse<String> response =
                    api.send(method, path, "application/json", objects.body(template, example.body()));
            if (response.statusCode() / 100 != 2 && reference.isValid(method, path, example.body())) {
                refused.add(example + " " + response.statusCode() + " " + response.body());
            }
        }

        assertThat(refused).isEmpty();
    }

    @Test
    void scoreFilesAreConverted() throws Exception {
        Map<Path, String> refused = new TreeMap<>();
        List<Path> files = Shared.files("corpus/score", ".*\\.yaml");
        assumeTrue(!files.isEmpty());
        for (Path file : files) {
            JsonNode score = new YAMLMapper().readTree(file.toFile());
            if (score.path("apiVersion").asText().startsWith("score.dev/")) {
                ObjectNode body = new JsonMapper().createObjectNode().put("image", "registry.example.com/x:1");
                body.set("spec", withContents(score, file));
                Path extensions = file.resolveSibling("humanitec.score.yaml");
                if (Files.exists(extensions)) {
                    body.set("extensions", new YAMLMapper().readTree(extensions.toFile()));
                }
                HttpResponse<String> response = api.send(
                        "POST", "/orgs/acme/artefact-versions/convert-score", "application/json", body.toString());
                if (response.statusCode() != 200) {
                    refused.put(file, response.body());
                }
            }
        }

        assertThat(refused).isEmpty();
    }

    /** Reads files that a Score file names, as clients do. */
    private static JsonNode withContents(JsonNode score, Path file) throws IOException {
        for (JsonNode container : score.path("containers")) {
            for (JsonNode each : container.path("files")) {
                JsonNode source = ((ObjectNode) each).remove("source");
                if (source != null) {
                    ((ObjectNode) each).put("content", Files.readString(file.resolveSibling(source.asText())));
                }
            }
        }
        return score;
    }

    @Test
    void pipelinesComeBack() throws Exception {
        List<Path> files = Shared.files("corpus/pipelines", ".*\\.yaml");
        assumeTrue(!files.isEmpty());
        for (Path file : files) {
            String text = Files.readString(file);
            String pipelines = "/orgs/acme/apps/shop/pipelines";

            HttpResponse<String> created = api.send("POST", pipelines, "application/x-yaml", text);

            assertThat(created.statusCode()).as(file + created.body()).isEqualTo(201);
            String id = new JsonMapper().readTree(created.body()).get("id").asText();
            assertThat(api.send(
                                    "GET",
                                    pipelines + "/" + id + "/schema",
                                    "application/x.humanitec-pipelines-v1.0+yaml",
                                    null)
                            .body())
                    .isEqualTo(text);
        }
    }

    /** A definition that the vendor's description does not allow is broken. */
    @Test
    void resourceDefinitionsAreTaken() throws Exception {
        Map<Path, String> refused = new TreeMap<>();
        List<Path> files = Shared.files("corpus/resource-definitions", ".*\\.yaml");
        assumeTrue(!files.isEmpty());
        Optional<Reference> reference = Shared.reference().map(Reference::new);
        String path = "/orgs/acme/resources/defs";
        for (Path file : files) {
            simulator.reset(); // Several files have the same ID.
            JsonNode manifest = new YAMLMapper().readTree(file.toFile());
            ObjectNode body = manifest.path("entity").deepCopy();
            body.set("id", manifest.at("/metadata/id"));
            HttpResponse<String> response = api.send("POST", path, "application/json", body.toString());
            boolean valid = reference
                    .map(description -> description.isValid("POST", path, body.toString()))
                    .orElse(true);
            if (response.statusCode() != 200 && valid) {
                refused.put(file, response.body());
            }
        }

        assertThat(refused).isEmpty();
    }
}
