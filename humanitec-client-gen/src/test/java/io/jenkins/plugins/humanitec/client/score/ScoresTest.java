package io.jenkins.plugins.humanitec.client.score;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.model.DeploymentMode;
import io.jenkins.plugins.humanitec.client.model.WorkloadDeploymentSet;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validates and deploys Score files. */
class ScoresTest {

    private static final String IMAGE = "registry.example.com/backend:2.0.0";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path directory;

    private String score(String name) {
        return "apiVersion: score.dev/v1b1\nmetadata:\n  name: " + name
                + "\ncontainers:\n  main:\n    image: .\nresources:\n  dns: {type: dns, id: main-dns}\n";
    }

    private ScoreFile file(String path, String content) throws IOException {
        Files.writeString(directory.resolve(path), content);
        return new ScoreReader(FileSource.of(directory)).read(path).get(0);
    }

    private ScoreFile backend() throws IOException {
        return file("score.yaml", score("backend")).withImage(IMAGE);
    }

    private JsonNode set(Env env) {
        return humanitec
                .shop()
                .sets()
                .get(env.lastDeployment().orElseThrow().instruction().setId());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aScoreFileUpdatesItsWorkloadAndLeavesTheOthers() throws Exception {
        Env dev = humanitec.shop().env("dev").deployed();
        RestartScenario scenario = new RestartScenario(humanitec.client());

        DeploymentResult result =
                scenario.run(Deployments.deploymentStage(DeploymentRequest.score(DEV, List.of(backend()))));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.workloads()).containsExactly("backend");
        JsonNode modules = set(dev).get("modules");
        assertThat(names(modules)).containsExactlyInAnyOrder("backend", "frontend", "migration");
        assertThat(modules.at("/backend/spec/containers/main/image").asText()).isEqualTo(IMAGE);
        assertThat(set(dev).at("/shared/main-dns/type").asText()).isEqualTo("dns");
        assertThat(scenario.log())
                .contains("Score file score.yaml")
                .anyMatch(line -> line.startsWith("~ modules/backend/spec/containers/main/image: "))
                .noneMatch(line -> line.contains("frontend"));
    }

    @Test
    void theFirstDeploymentOfAnEnvironmentCanBeAScoreFile() throws Exception {
        humanitec.shop().addEnv("fresh", "Fresh", "development");

        DeploymentResult result = TestHumanitec.result(
                humanitec.client().deployments().deployScore(DEV.app().env("fresh"), List.of(backend())));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(names(set(humanitec.shop().env("fresh")).get("modules"))).containsExactly("backend");
    }

    @Test
    void anExactDeploymentRemovesTheRest() throws Exception {
        Env dev = humanitec.shop().env("dev").deployed();
        List<ScoreFile> files =
                List.of(backend(), file("web.yaml", score("web")).withImage(IMAGE));
        TestHumanitec.result(humanitec.client().deployments().deployScore(DEV, files));

        ScoreFile alone =
                file("alone.yaml", score("backend").split("resources")[0]).withImage(IMAGE);
        TestHumanitec.result(humanitec
                .client()
                .deployments()
                .deploy(DeploymentRequest.score(DEV, List.of(alone)).withExact(true)));

        assertThat(names(set(dev).get("modules"))).containsExactly("backend");
        assertThat(set(dev).path("shared")).isEmpty();
    }

    @Test
    void anExactDeploymentRemovesWorkloadsOfTheNewFormToo() throws Exception {
        humanitec.shop().env("dev").deployed();
        humanitec.fail(Fault.status(200).on("GET", "/sets/").body("application/json", """
                {"id": "s", "version": 0, "modules": {"old": {"profile": "p"}}, "shared": {},
                 "workloads": {"api": {"profile": "p", "spec": {}}, "jobs": {"profile": "p", "spec": {}}}}"""));

        TestHumanitec.result(humanitec
                .client()
                .deployments()
                .deploy(DeploymentRequest.score(DEV, List.of(backend())).withExact(true)));

        assertThat(humanitec.recorded())
                .filteredOn(
                        sent -> sent.path().endsWith("/deltas") && sent.method().equals("POST"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.body())
                        .contains("\"workloads\":{\"remove\":[\"api\",\"jobs\"]}")
                        .contains("\"remove\":[\"old\"]"));
    }

    @Test
    void aFailureIsThatOfTheDeployment() throws Exception {
        humanitec.shop().env("dev").deployed();
        ScoreFile broken = file("score.yaml", score("backend")).withImage("registry.example.com/backend:broken");

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() ->
                        TestHumanitec.result(humanitec.client().deployments().deployScore(DEV, List.of(broken))))
                .satisfies(e -> assertThat(e.deployment().workloads()).containsExactly("backend"))
                .withMessageContaining("cannot be pulled");
    }

    @ParameterizedTest
    @CsvSource({"PrepareStage, true", "PrepareStage, false", "SendStage, true", "FollowStage, true"})
    void aDeploymentSurvivesARestart(String stage, boolean entered) throws Exception {
        Env dev = humanitec.shop().env("dev").deployed();
        RestartScenario scenario = new RestartScenario(humanitec.client());

        DeploymentResult result = scenario.runWithARestart(
                Deployments.deploymentStage(DeploymentRequest.score(DEV, List.of(backend()))), stage, entered);

        assertThat(result.workloads()).containsExactly("backend");
        assertThat(dev.deploymentHistory().all()).hasSize(2);
    }

    @Test
    void aDryRunShowsTheChangesAndMakesNone() throws Exception {
        humanitec.shop().env("dev").deployed();
        RestartScenario scenario =
                new RestartScenario(humanitec.builder().dryRun(true).build());

        DeploymentResult result = scenario.run(Deployments.deploymentStage(
                DeploymentRequest.score(DEV, List.of(backend())).withExact(true)));

        assertThat(result.status()).isEqualTo("dry run");
        assertThat(result.workloads()).containsExactly("backend");
        assertThat(scenario.log()).anyMatch(line -> line.startsWith("- modules/frontend: "));
        assertThat(humanitec.requests())
                .filteredOn(request -> !request.startsWith("GET "))
                .containsExactly(
                        "POST /orgs/acme/artefact-versions/convert-score", "POST /orgs/acme/apps/shop/pipeline-runs");
        assertThat(humanitec.shop().pipelines().runs()).isEmpty();
    }

    @Test
    void theModeIsSent() throws Exception {
        humanitec.shop().env("dev").deployed();

        TestHumanitec.result(humanitec
                .client()
                .deployments()
                .deploy(DeploymentRequest.score(DEV, List.of(backend())).withMode(DeploymentMode.INCREMENTAL)));

        assertThat(humanitec.recorded())
                .filteredOn(request -> request.path().endsWith("/pipeline-runs")
                        && request.method().equals("POST"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("\"mode\":\"incremental\""));
    }

    @Test
    void allFaultsAreFoundBeforeAnythingIsSent() throws Exception {
        humanitec.shop().env("dev").deployed();
        List<ScoreFile> files = List.of(
                backend(),
                file("no-image.yaml", score("web")),
                file("bad.yaml", "a: [1"),
                file("twice.yaml", score("backend")).withImage(IMAGE),
                file("other-dns.yaml", score("api").replace("type: dns", "type: dns, class: x"))
                        .withImage(IMAGE),
                file("type.yaml", score("xx").replace("image: .", "image: [1]")));
        HumanitecClient client = humanitec.client();

        List<String> faults = client.scores().validate("acme", files).stream()
                .map(ScoreFault::toString)
                .toList();

        assertThat(faults).hasSize(7);
        assertThat(faults.get(0)).startsWith("no-image.yaml:6: /containers/main/image: ");
        assertThat(faults.get(1)).startsWith("no-image.yaml:6: The container 'main' has no image.");
        assertThat(faults.get(2)).startsWith("bad.yaml:1: ");
        assertThat(faults.get(3))
                .isEqualTo(
                        "twice.yaml:3: The workload 'backend' is in score.yaml too. Give each workload a name of its own.");
        assertThat(faults.get(4))
                .startsWith("other-dns.yaml:7: The shared resource 'main-dns' is different in twice.yaml.");
        assertThat(faults.get(6)).startsWith("type.yaml:6: ");
        assertThatExceptionOfType(InvalidScoreException.class)
                .isThrownBy(() -> client.deployments().deployScore(DEV, files))
                .withMessage(faults.get(2));
        List<ScoreFile> readable = List.of(files.get(0), files.get(1));
        assertThatExceptionOfType(InvalidScoreException.class)
                .isThrownBy(() -> TestHumanitec.result(client.deployments().deployScore(DEV, readable)))
                .withMessage(faults.get(0) + "\n" + faults.get(1));
        assertThat(humanitec.requests()).noneMatch(request -> request.endsWith("/deltas"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"modules\": {}, \"shared\": {}}",
                "{\"modules\": {\"a\": {\"externals\": \"text\"}}, \"shared\": {}}",
                "{\"modules\": {\"a\": {\"spec\": [1]}}, \"shared\": {}}"
            })
    void aConversionOfAnotherStructureIsUnreadable(String body) throws Exception {
        ScoreFile file = backend();
        humanitec.fail(Fault.status(200).on("POST", "/convert-score").body("application/json", body));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> humanitec.client().scores().convert("acme", List.of(file)));
    }

    @Test
    void nullsOfAConversionAreLeftOut() throws Exception {
        ScoreFile file = backend();
        humanitec.fail(Fault.status(200)
                .on("POST", "/convert-score")
                .body(
                        "application/json",
                        "{\"modules\": {\"a\": {\"profile\": null, \"spec\": {\"b\": {\"c\": null, \"d\": 1}, \"e\": [null]}}},"
                                + " \"shared\": {\"f\": null}}"));

        WorkloadDeploymentSet set = humanitec.client().scores().convert("acme", List.of(file));

        assertThat(set.getModules()).hasToString("{a={spec={b={d=1}, e=[null]}}}");
        assertThat(set.getShared()).isEmpty();
    }

    @Test
    void anotherProblemIsNotAFaultOfAFile() throws Exception {
        ScoreFile file = backend();

        assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> humanitec.client().scores().validate("nobody", List.of(file)));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().scores().validate("acme", List.of()))
                .withMessage("No Score file is given. Give at least one.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> DeploymentRequest.again(DEV).withExact(true));
    }
}
