package io.jenkins.plugins.humanitec.client.artefacts;

import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.ASK;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.DEPLOY;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.FAIL;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.IMAGE;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.REQUEST;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.SOURCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.ScoreReader;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version is registered, and the pipelines that it triggers are followed. */
class TriggeredRunsTest {

    private static final byte[] SCORE =
            "apiVersion: score.dev/v1b1\nmetadata: {name: worker}\ncontainers: {main: {image: x}}\n".getBytes(UTF_8);

    @RegisterExtension
    final TestHumanitec humanitec = TestHumanitec.withMovableTime();

    private Triggers triggers;
    private App shop;
    private App store;

    @BeforeEach
    void prepare() {
        triggers = new Triggers(humanitec);
        shop = humanitec.shop();
        store = humanitec.world().addApp("acme", "store", "Store");
    }

    private VersionResult run(RestartScenario scenario, VersionRequest request) throws InterruptedException {
        return scenario.run(Artefacts.registerAndFollowStage(request));
    }

    private VersionResult run(VersionRequest request) throws InterruptedException {
        return run(triggers.scenario(), request);
    }

    private static String id(App app, String pipeline) {
        return Triggers.run(app, pipeline).id();
    }

    @Test
    void aRunIsFollowedWithItsStepsAndItsDeployment() throws InterruptedException {
        triggers.addPipeline(shop, "release", DEPLOY);
        RestartScenario scenario = triggers.scenario();

        VersionResult result = run(scenario, REQUEST);

        String run = id(shop, "release");
        String deployment = shop.env("dev").deployments().get(0).id();
        assertThat(result.id())
                .isEqualTo(humanitec
                        .world()
                        .artefacts("acme")
                        .named(IMAGE + ":1.2.3")
                        .get("id")
                        .asText());
        assertThat(result.runs())
                .singleElement()
                .returns("succeeded", PipelineRunResult::status)
                .returns(run, PipelineRunResult::id)
                .extracting(PipelineRunResult::outputs)
                .isEqualTo(Map.of("env_id", "dev", "deployment_id", deployment));
        assertThat(scenario.log())
                .containsSubsequence(
                        "version 1.2.3 of " + IMAGE + ": registered, with the ID " + result.id(),
                        "version 1.2.3 of " + IMAGE + " has triggered pipeline release of application shop: run " + run,
                        "shop/release: job / Deploy | Starts actions/humanitec/deploy@v1.",
                        "shop/release: deployment " + deployment + " to shop/dev has started",
                        "shop/release: run " + run + ": succeeded")
                .doesNotHaveDuplicates();
    }

    @Test
    void allRunsAreWaitedForBeforeOneThatFailedFailsTheOperation() {
        triggers.addPipeline(shop, "release", ASK, DEPLOY);
        triggers.addPipeline(store, "audit", FAIL);
        triggers.addPipeline(store, "other", "{uses: actions/humanitec/log@v1}");
        RestartScenario scenario = triggers.scenario(() -> {
            if (Triggers.run(store, "audit").completedAt().isPresent()) {
                triggers.approve();
            }
        });

        TriggeredRunsFailedException e =
                catchThrowableOfType(TriggeredRunsFailedException.class, () -> run(scenario, REQUEST));

        assertThat(e)
                .hasMessage("1 of the 3 pipeline runs of version 1.2.3 of " + IMAGE + " did not succeed. Run "
                        + id(store, "audit")
                        + " of pipeline audit of application store ended with status failed: No quota is left.");
        assertThat(e.version().id()).isNotEmpty();
        assertThat(e.version().runs())
                .extracting(PipelineRunResult::pipelineId, PipelineRunResult::status)
                .containsExactlyInAnyOrder(
                        tuple("release", "succeeded"), tuple("audit", "failed"), tuple("other", "succeeded"));
        assertThat(scenario.log()).contains("store/audit: run " + id(store, "audit") + ": failed: No quota is left.");
    }

    @Test
    void eachRunThatFailedIsNamed() {
        triggers.addPipeline(shop, "release", FAIL);
        triggers.addPipeline(store, "audit", FAIL);

        assertThatExceptionOfType(TriggeredRunsFailedException.class)
                .isThrownBy(() -> run(REQUEST))
                .withMessageStartingWith("2 of the 2 pipeline runs of ")
                .withMessageContaining("Run " + id(shop, "release") + " of pipeline release of application shop ended")
                .withMessageContaining("Run " + id(store, "audit") + " of pipeline audit of application store ended");
    }

    @Test
    void aVersionThatTriggersNothingHasNoRuns() throws InterruptedException {
        triggers.addPipelineFor(shop, "release", "container", "another/image", DEPLOY);
        triggers.addPipelineFor(shop, "score", "workload", IMAGE, DEPLOY);
        RestartScenario scenario = triggers.scenario();

        VersionResult result = run(scenario, REQUEST);

        assertThat(result.id()).isNotEmpty();
        assertThat(result.runs()).isEmpty();
        assertThat(triggers.waited()).isEqualTo(VersionRequest.DEFAULT_GRACE);
        assertThat(humanitec.requests()).hasSizeLessThan(10);
        assertThat(scenario.log())
                .last()
                .isEqualTo("version 1.2.3 of " + IMAGE
                        + " has triggered no pipeline run in the 30 seconds after its registration");
    }

    @Test
    void anApprovalThatARunWaitsForIsTold() throws InterruptedException {
        triggers.addPipeline(shop, "release", ASK, DEPLOY);
        String asked = "shop/release: job job waits for approval: May it?";
        RestartScenario[] scenario = new RestartScenario[1];
        scenario[0] = triggers.scenario(() -> {
            if (scenario[0].log().contains(asked) && triggers.waited().toMinutes() > 5) {
                triggers.approve();
            }
        });

        assertThat(run(scenario[0], REQUEST).runs())
                .extracting(PipelineRunResult::status)
                .containsExactly("succeeded");
        assertThat(scenario[0].log()).containsOnlyOnce(asked);
    }

    @Test
    void onlyWhatThisVersionHasTriggeredCounts() throws InterruptedException {
        triggers.addPipeline(shop, "release", "{uses: actions/humanitec/log@v1}");
        shop.pipelines().create("{id: called, name: Called, on: {pipeline_call: {}}, jobs: {job: {steps: []}}}");
        Artefacts artefacts = triggers.client().artefacts();
        artefacts.registerImage("acme", IMAGE, SOURCE, null);
        humanitec.simulator().moveTime(Duration.ofSeconds(1));
        boolean[] again = new boolean[1];
        RestartScenario scenario = triggers.scenario(() -> {
            if (!again[0]) {
                again[0] = true;
                artefacts.registerImage("acme", IMAGE, SOURCE, null);
                artefacts.registerImage("acme", IMAGE, new VersionSource("1.2.4", null, null), null);
                artefacts.registerImage("acme", IMAGE + "2", SOURCE, null);
                PipelineRun run = shop.pipelines().runs().get(1);
                shop.pipelines().run(shop.pipelines().get("called"), run.inputs(), null);
            }
        });

        VersionResult result = run(scenario, REQUEST);

        List<PipelineRun> runs = shop.pipelines().runs().stream()
                .filter(run -> run.pipeline().id().equals("release"))
                .toList();
        assertThat(runs).hasSize(4);
        // The newest is the first one.
        assertThat(result.runs())
                .extracting(PipelineRunResult::id)
                .containsExactly(runs.get(2).id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunThatAppearsInTheGraceTimeIsFollowedToo(boolean firstWaits) throws InterruptedException {
        triggers.addPipeline(shop, "release", firstWaits ? ASK : DEPLOY);
        shop.pipelines().create("{id: late, name: Late, on: {pipeline_call: {}}, jobs: {job: {steps: []}}}");
        RestartScenario[] scenario = new RestartScenario[1];
        scenario[0] = triggers.scenario(() -> {
            if (triggers.waited().toSeconds() > 20 && shop.pipelines().runs().size() == 1) {
                PipelineRun first = Triggers.run(shop, "release");
                PipelineRun.Request same =
                        new PipelineRun.Request("artefact", first.request().inputs(), first.user(), null);
                shop.pipelines().run(shop.pipelines().get("late"), same, null);
            }
            // The late one is told although the first one has not ended.
            if (scenario[0].log().stream().anyMatch(line -> line.startsWith("shop/late: run "))) {
                triggers.approve();
            }
        });

        assertThat(run(scenario[0], REQUEST).runs())
                .extracting(PipelineRunResult::pipelineId)
                .containsExactly("release", "late");
        assertThat(scenario[0].log())
                .filteredOn(line -> line.startsWith("shop/"))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherGraceTimeCanBeGiven() throws InterruptedException {
        run(REQUEST.withGrace(Duration.ofMinutes(3)));

        assertThat(triggers.waited()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aVersionWithADigestOnlyIsRecognized() throws InterruptedException {
        triggers.addPipeline(shop, "release", "{uses: actions/humanitec/log@v1}");
        VersionSource none = new VersionSource(null, null, null);

        assertThat(run(VersionRequest.image("acme", IMAGE, none, "sha256:abc")).runs())
                .hasSize(1);
    }

    private static ScoreFile score() throws IOException {
        FileSource source = path -> path.equals("score.yaml") ? SCORE : null;
        return new ScoreReader(source).read("score.yaml").get(0);
    }

    @Test
    void aWorkloadTriggersPipelinesToo() throws Exception {
        triggers.addPipelineFor(shop, "release", "workload", "shop/backend", DEPLOY);
        triggers.addPipelineFor(shop, "image", "container", "shop/backend", DEPLOY);

        VersionResult result = run(VersionRequest.workload("acme", "shop/backend", SOURCE, score()));

        assertThat(result.runs()).extracting(PipelineRunResult::pipelineId).containsExactly("release");
        assertThat(humanitec
                        .world()
                        .artefacts("acme")
                        .spec(result.id())
                        .at("/metadata/name")
                        .asText())
                .isEqualTo("worker");
    }

    @Test
    void aRunThatIsDeletedMeanwhileDidNotSucceed() {
        triggers.addPipeline(shop, "release", ASK);
        RestartScenario scenario = triggers.scenario(() -> {
            if (triggers.waited().toMinutes() > 2 && shop.pipelines().find("release") != null) {
                shop.pipelines().delete("release");
            }
        });

        assertThatExceptionOfType(TriggeredRunsFailedException.class)
                .isThrownBy(() -> run(scenario, REQUEST))
                .withMessageEndingWith("of pipeline release of application shop ended with status unknown: The run was"
                        + " not found any more. It may have been deleted.");
    }

    @Test
    void whileTheApiHasProblemsItWaits() throws InterruptedException {
        triggers.addPipeline(shop, "release", DEPLOY);
        humanitec.fail(Fault.status(503).on("GET", "/orgs/acme/pipeline-runs").times(5));
        humanitec.fail(Fault.status(503).on("GET", "/jobs").times(5));

        assertThat(run(REQUEST).runs()).extracting(PipelineRunResult::status).containsExactly("succeeded");
    }
}
