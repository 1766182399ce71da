package io.jenkins.plugins.humanitec.client.artefacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.ArtefactVersionsApi;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.score.InvalidScoreException;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.ScoreReader;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtefactsTest {

    private static final String IMAGE = "registry.example.com/shop/backend";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private ArtefactVersion register(String ref, String commit) {
        return humanitec
                .client()
                .artefacts()
                .registerImage("acme", IMAGE, new VersionSource("1.2.3", ref, commit), null)
                .orElseThrow();
    }

    @Test
    void aVersionIsRegisteredWithItsCommitInLowerCase() {
        ArtefactVersion version = register("refs/pull/7/head", "A1B2C3D");

        assertThat(version.getCommit()).isEqualTo("a1b2c3d");
        assertThat(version.getRef()).isEqualTo("refs/pull/7/head");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(register(null, null).getId()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "heads/main", "origin/main", "", "Refs/heads/main"})
    void aRefIsAFullName(String ref) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> register(ref, null))
                .withMessage("'" + ref + "' is not the full name of a ref. Give one that begins with refs/, such as"
                        + " refs/heads/main for a branch or refs/tags/1.2.3 for a tag.");
        assertThat(humanitec.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "main", "", "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678a", "a1b2c3d "})
    void aCommitIsAHash(String commit) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> register(null, commit))
                .withMessage("'" + commit + "' is not a commit hash. Give 5 to 40 hexadecimal digits.");
        assertThat(humanitec.requests()).isEmpty();
    }

    private static ScoreFile score(String container) throws IOException {
        Map<String, String> files = Map.of(
                "score.yaml",
                "apiVersion: score.dev/v1b1\nmetadata: {name: backend}\ncontainers:\n  main: " + container + "\n",
                "humanitec.score.yaml",
                "{apiVersion: humanitec.org/v1b1, profile: acme/web}");
        FileSource source = path -> files.containsKey(path) ? files.get(path).getBytes(UTF_8) : null;
        return new ScoreReader(source).read("score.yaml").get(0);
    }

    @Test
    void aScoreFileIsRegisteredWithItsExtensionsAndSettings() throws IOException {
        HumanitecClient client = humanitec.client();
        ScoreFile file = score("{image: .}")
                .withImage(IMAGE + ":1.2.3")
                .withProperty("containers.main.variables.LOG_LEVEL", "debug");

        ArtefactVersion version = client.artefacts()
                .registerWorkload("acme", "backend", new VersionSource("1.2.3", "refs/heads/main", "a1b2c3d"), file)
                .orElseThrow();

        assertThat(version.getCommit()).isEqualTo("a1b2c3d");
        Map<String, Object> module = client.api(ArtefactVersionsApi.class)
                .getWorkloadDeploymentSet("acme", version.getId())
                .getModules()
                .get("backend");
        assertThat(module).containsEntry("profile", "acme/web");
        assertThat(module.get("spec").toString()).contains("LOG_LEVEL=debug").contains(IMAGE + ":1.2.3");
    }

    @Test
    void aScoreFileIsRegisteredWithoutAVersion() throws Exception {
        RestartScenario scenario = new RestartScenario(humanitec.client());

        VersionResult result = scenario.run(Artefacts.registrationStage(withoutVersion()));

        assertThat(scenario.log()).containsExactly("version of shop/backend: registered, with the ID " + result.id());
    }

    @Test
    void withoutAVersionItIsNotRegisteredIfItsRunsAreToBeFollowed() throws IOException {
        VersionRequest request = withoutVersion();

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Artefacts.registerAndFollowStage(request))
                .withMessage("Give a version of shop/backend: without one, the pipeline runs that it triggers are not"
                        + " recognized.");
        assertThat(humanitec.requests()).isEmpty();
    }

    private static VersionRequest withoutVersion() throws IOException {
        VersionSource none = new VersionSource(null, "refs/heads/main", null);
        return VersionRequest.workload("acme", "shop/backend", none, score("{image: x}"));
    }

    @Test
    void aScoreFileThatTheApiRefusesIsAFaultWithItsLine() throws IOException {
        ScoreFile file = score("{image: [1]}");

        assertThatExceptionOfType(InvalidScoreException.class)
                .isThrownBy(() -> humanitec
                        .client()
                        .artefacts()
                        .registerWorkload("acme", "backend", new VersionSource("1", null, null), file))
                .withMessageStartingWith("score.yaml:4: /containers/main/image: ")
                .withMessageEndingWith("score.yaml:4: This must be a text, but is a list.");
    }

    @Test
    void aRefusalThatIsNotAboutTheFileIsNoFaultOfIt() throws IOException {
        ScoreFile file = score("{image: x, newer: 1}");
        humanitec.fail(Fault.status(400)
                .on("POST", "/artefact-versions")
                .body("application/json", "{\"error\": \"A\", \"message\": \"The version 1.0 exists already.\"}"));

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> humanitec
                        .client()
                        .artefacts()
                        .registerWorkload("acme", "backend", new VersionSource("1.0", null, null), file))
                .withMessageContaining("The version 1.0 exists already.")
                .withMessageNotContaining("newer");
    }
}
