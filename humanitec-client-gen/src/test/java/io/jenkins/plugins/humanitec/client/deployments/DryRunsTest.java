package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.ScoreReader;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dry runs of deployments: the API is asked whether it would accept the request, and nothing is changed. */
class DryRunsTest {

    private static final EnvRef FRESH = SHOP.env("fresh");
    private static final String REQUEST = "POST /orgs/acme/apps/shop/pipeline-runs";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();

    private DeploymentResult dryRun(DeploymentRequest request) {
        return TestHumanitec.result(humanitec
                .builder()
                .dryRun(true)
                .build()
                .deployments()
                .deploy(request)
                .onProgress(log::add));
    }

    private DeploymentRequest score(EnvRef env) throws IOException {
        Files.writeString(
                directory.resolve("score.yaml"),
                "{apiVersion: score.dev/v1b1, metadata: {name: web}, containers: {main: {image: 'r/web:1'}}}");
        List<ScoreFile> files = new ScoreReader(FileSource.of(directory)).read("score.yaml");
        return DeploymentRequest.score(env, files);
    }

    private static DeploymentRequest images() {
        return DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/backend:2.0.0"));
    }

    @Test
    void imagesAndScoreFilesAreCheckedWithTheSetThatIsDeployed() throws IOException {
        String set = humanitec
                .shop()
                .env("dev")
                .deployed()
                .lastDeployment()
                .orElseThrow()
                .instruction()
                .setId();

        assertThat(dryRun(images()).status()).isEqualTo("dry run");
        assertThat(dryRun(score(DEV)).workloads()).containsExactly("web");

        assertThat(humanitec.recorded())
                .filteredOn(request -> request.path().endsWith("/pipeline-runs"))
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request.query()).isEqualTo("dry_run=true");
                    assertThat(request.body()).contains("\"set_id\":\"" + set + "\"");
                    assertThat(request.status()).isEqualTo(204);
                });
        assertThat(humanitec.requests()).noneMatch(request -> request.endsWith("/deltas"));
        assertThat(humanitec.shop().pipelines().runs()).isEmpty();
    }

    @Test
    void whatTheApiRefusesFailsTheDryRun() throws IOException {
        humanitec.shop().env("dev").deployed();
        humanitec.fail(Fault.status(403).on("POST", "/pipeline-runs").times(2));

        assertThatExceptionOfType(ForbiddenException.class).isThrownBy(() -> dryRun(images()));
        DeploymentRequest score = score(DEV);
        assertThatExceptionOfType(ForbiddenException.class).isThrownBy(() -> dryRun(score));
        assertThat(log).noneMatch(line -> line.startsWith("would deploy"));
    }

    @Test
    void theFirstDeploymentOfScoreFilesIsNotChecked() throws IOException {
        humanitec.shop().addEnv("fresh", "Fresh", "development");

        assertThat(dryRun(score(FRESH)).status()).isEqualTo("dry run");

        assertThat(log)
                .contains(
                        "nothing was deployed to shop/fresh yet, so it was not checked whether Humanitec accepts the"
                                + " deployment",
                        "would deploy these changes to shop/fresh");
        assertThat(humanitec.requests()).doesNotContain(REQUEST);
    }

    @Test
    void whatDoesNotExistIsNotTakenForAMissingPipeline() {
        humanitec.shop().addEnv("fresh", "Fresh", "development");
        humanitec.fail(Fault.status(404).on("POST", "/pipeline-runs").times(3));

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> dryRun(DeploymentRequest.set(FRESH, "missing")))
                .satisfies(e -> assertThat(e.path()).endsWith("/sets/missing"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> dryRun(DeploymentRequest.delta(FRESH, "missing")))
                .satisfies(e -> assertThat(e.path()).endsWith("/deltas/missing"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> dryRun(
                        DeploymentRequest.delta(SHOP.env("nowhere"), "missing").withConcurrency(Concurrency.ALLOW)))
                .withMessage("There is no environment shop/nowhere in acme.");
        assertThat(log).noneMatch(line -> line.startsWith("no pipeline takes"));
    }
}
