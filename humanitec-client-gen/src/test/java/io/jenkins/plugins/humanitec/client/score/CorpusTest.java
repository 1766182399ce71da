package io.jenkins.plugins.humanitec.client.score;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deploys the Score files of a directory, {@code -Dconformance.shared}, that other people wrote. */
@EnabledIfSystemProperty(named = "conformance.shared", matches = ".+")
class CorpusTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static List<Path> scoreFiles() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.shared"), "corpus", "score");
        try (Stream<Path> all = Files.walk(corpus)) {
            return all.filter(file -> file.getFileName().toString().matches("score.*\\.yaml|deploy-config\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<ScoreFile> read(Path path, String image) throws IOException {
        return new ScoreReader(FileSource.of(path.getParent()))
                .read(path.getFileName().toString()).stream()
                        .map(file -> file.withImage(image))
                        .toList();
    }

    @TestFactory
    Stream<DynamicTest> eachFileIsDeployedAndFailsWithABrokenImage() throws IOException {
        return scoreFiles().stream()
                .map(path -> DynamicTest.dynamicTest(
                        path.getParent().getFileName() + "/" + path.getFileName(), () -> deploy(path)));
    }

    /** A file that the API refuses is compared with the specification. */
    @TestFactory
    Stream<DynamicTest> noFileHasAFaultOfTheSpecification() throws IOException {
        return scoreFiles().stream()
                .map(path -> DynamicTest.dynamicTest(
                        path.getParent().getFileName() + "/" + path.getFileName(), () -> refuse(path)));
    }

    private void refuse(Path path) throws IOException {
        humanitec.beforeEach(null);
        humanitec.fail(Fault.status(400)
                .on("POST", "/convert-score")
                .times(2)
                .body("application/json", "{\"error\": \"A\", \"message\": \"Refused.\"}"));
        assertThat(humanitec.client().scores().validate("acme", read(path, "registry.example.com/demo:1.0.0")))
                .isNotEmpty()
                .allMatch(fault -> fault.message().equals("Refused."));
    }

    private void deploy(Path path) throws IOException {
        humanitec.beforeEach(null);
        DeploymentResult result = TestHumanitec.result(
                humanitec.client().deployments().deployScore(DEV, read(path, "registry.example.com/demo:1.0.0")));
        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.workloads()).isNotEmpty();

        List<ScoreFile> broken = read(path, "registry.example.com/demo:broken").stream()
                .map(file -> file.withProperty("containers.broken.image", "registry.example.com/demo:broken"))
                .toList();
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() ->
                        TestHumanitec.result(humanitec.client().deployments().deployScore(DEV, broken)));
    }
}
