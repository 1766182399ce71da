package io.jenkins.plugins.humanitec.client.pipelines;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineRunsTest {

    private static final String PIPELINE =
            "{\"id\": \"release\", \"name\": \"Release\", \"on\": {\"pipeline_call\": {\"inputs\": "
                    + "{\"version\": {\"type\": \"string\"}, \"tag\": {\"type\": \"string\"}}}}, \"jobs\": {\"deploy\": "
                    + "{\"steps\": [%s]}}}";
    private static final String DEPLOY = "{\"name\": \"Deploy\", \"uses\": \"actions/humanitec/deploy@v1\", "
            + "\"with\": {\"env_id\": \"dev\", \"set_id\": \"0\"}}";
    private static final String ASK = "{\"name\": \"Ask\", \"uses\": \"actions/humanitec/approve@v1\", "
            + "\"with\": {\"env_id\": \"dev\", \"message\": \"May it?\"}}";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private void addPipeline(String... steps) throws Exception {
        humanitec.shop().pipelines().create(Json.MAPPER.readTree(PIPELINE.formatted(String.join(", ", steps))));
    }

    private static Stage<PipelineRunResult> release(Map<String, ?> inputs) {
        return PipelineRuns.runStage(PipelineRunRequest.of(SHOP, "release", inputs, true, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"id\": \"\"}", "[]"})
    void anAnswerWithoutAnIdDoesNotTellWhichRunHasBegun(String body) throws Exception {
        addPipeline(DEPLOY);
        humanitec.fail(Fault.status(200).on("POST", "/runs").body("application/json", body));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client()).run(release(Map.of())))
                .withMessageContaining("POST /orgs/acme/apps/shop/pipelines/release/runs");
    }

    @Test
    void aRunIsFollowedWithTheLogsOfItsSteps() throws Exception {
        // The approval keeps the run from its end until the end of the first step is logged.
        addPipeline(DEPLOY, ASK);
        // The simulator alone may be through with the first step before it is looked at.
        humanitec.fail(Fault.status(200).on("GET", "/jobs/deploy").body("application/json", """
                        {"id": "deploy", "status": "executing",
                         "steps": [{"index": 0, "name": "Deploy", "status": "executing"}]}"""));
        RestartScenario scenario = new RestartScenario(humanitec.client());

        PipelineRunResult result = scenario.run(release(Map.of("version", "1.2.3")), pause -> {
            PipelineRun run = humanitec.shop().pipelines().runs().get(0);
            if (run.status().equals("waiting") && scenario.log().contains("deploy / Deploy: succeeded")) {
                run.answer(true);
            }
        });

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.outputs()).containsEntry("env_id", "dev").containsKey("deployment_id");
        assertThat(scenario.log())
                .containsSubsequence("deploy / Deploy: executing", "deploy / Deploy: succeeded")
                .containsOnlyOnce("deploy / Deploy | Starts actions/humanitec/deploy@v1.")
                .last()
                .isEqualTo("run " + result.id() + " of pipeline release: succeeded");
        assertThat(humanitec
                        .shop()
                        .pipelines()
                        .runs()
                        .get(0)
                        .inputs()
                        .path("version")
                        .asText())
                .isEqualTo("1.2.3");
    }

    @Test
    void aRunThatFailsFailsTheOperation() throws Exception {
        addPipeline(DEPLOY);

        assertThatExceptionOfType(PipelineRunFailedException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client()).run(release(Map.of("tag", "broken"))))
                .withMessageMatching(
                        "Run .* of pipeline release ended with status failed: The input 'tag' is broken\\.");
    }

    @Test
    void whatItWaitsToBeApprovedIsTold() throws Exception {
        addPipeline(ASK, DEPLOY);
        RestartScenario scenario = new RestartScenario(humanitec.client());
        String asked = "job deploy waits for approval: May it?";

        PipelineRunResult result = scenario.run(release(Map.of()), pause -> {
            PipelineRun run = humanitec.shop().pipelines().runs().get(0);
            if (run.status().equals("waiting") && scenario.log().contains(asked)) {
                run.answer(true);
            }
        });

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(scenario.log()).containsOnlyOnce(asked);
    }

    @ParameterizedTest
    @CsvSource({"RunStartStage, false", "RunStartStage, true", "RunFollowStage, false", "RunFollowStage, true"})
    void aRestartAtAnyPointBeginsOneRun(String stage, boolean entered) throws Exception {
        addPipeline(DEPLOY);

        PipelineRunResult result =
                new RestartScenario(humanitec.client()).runWithARestart(release(Map.of()), stage, entered);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(humanitec.shop().pipelines().runs()).hasSize(1);
    }

    @Test
    void aRunWhoseAnswerIsLostIsBegunOnce() throws Exception {
        addPipeline(DEPLOY);
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", "/runs"));

        assertThat(new RestartScenario(humanitec.client())
                        .run(release(Map.of()))
                        .status())
                .isEqualTo("succeeded");
        assertThat(humanitec.shop().pipelines().runs()).hasSize(1);
    }

    @Test
    void givingUpCancelsTheRun() throws Exception {
        addPipeline(ASK, DEPLOY);
        RestartScenario scenario = new RestartScenario(humanitec.client());

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> scenario.run(release(Map.of()), pause -> {
                    throw new InterruptedException();
                }));

        assertThat(humanitec.shop().pipelines().runs().get(0).status()).isEqualTo("cancelled");
        assertThat(scenario.log()).last().asString().matches("Run .* of pipeline release is being cancelled\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"status\": \"paused\"", "\"status\": \"Failed\"", "\"status\": null", "\"id\": \"x\""})
    void aStatusThatIsNotKnownYetDoesNotCountAsOver(String status) throws Exception {
        addPipeline(DEPLOY);
        humanitec.fail(Fault.status(200).on("GET", "/runs/").body("application/json", "{" + status + "}"));

        assertThat(new RestartScenario(humanitec.client())
                        .run(release(Map.of()))
                        .status())
                .isEqualTo("succeeded");
    }

    @Test
    void aRunThatIsCompletedIsOverWhateverItsStatus() throws Exception {
        addPipeline(DEPLOY);
        humanitec.fail(Fault.status(200)
                .on("GET", "/runs/")
                .body("application/json", "{\"status\": \"skipped\", \"completed_at\": \"2026-03-02T08:15:00Z\"}"));

        assertThatExceptionOfType(PipelineRunFailedException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client()).run(release(Map.of())))
                .withMessageMatching("Run [0-9a-f-]+ of pipeline release ended with status skipped\\.");
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, <html>Log in</html>, It is unknown whether run .* is being cancelled: POST .* answered 200: .*",
        "403, application/json, {}, Run .* could not be cancelled: POST .* answered 403.*"
    })
    void givingUpTellsWhyTheRunMayGoOn(int status, String type, String body, String words) throws Exception {
        addPipeline(ASK, DEPLOY);
        RestartScenario scenario = new RestartScenario(humanitec.client());
        humanitec.fail(Fault.status(status).on("POST", "/cancel").body(type, body));

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> scenario.run(release(Map.of()), pause -> {
                    throw new InterruptedException();
                }));

        assertThat(scenario.log()).last().asString().matches(words);
    }

    @Test
    void aJobThatHasEndedIsNotReadAgain() throws Exception {
        humanitec
                .shop()
                .pipelines()
                .create("{id: release, name: Release, on: {pipeline_call: {}}, jobs: {deploy: {steps: [" + DEPLOY
                        + "]}, ask: {needs: [deploy], steps: [" + ASK + "]}}}");
        int[] waiting = {0};

        PipelineRunResult result = new RestartScenario(humanitec.client()).run(release(Map.of()), pause -> {
            PipelineRun run = humanitec.shop().pipelines().runs().get(0);
            if (run.status().equals("waiting") && ++waiting[0] == 10) {
                run.answer(true);
            }
        });

        assertThat(result.outputs()).containsKeys("deployment_id", "env_id");
        assertThat(readsOf("ask")).isGreaterThanOrEqualTo(10);
        assertThat(readsOf("deploy")).isLessThan(readsOf("ask") - 7);
    }

    private int readsOf(String job) {
        return (int) humanitec.requests().stream()
                .filter(request -> request.endsWith("/jobs/" + job))
                .count();
    }

    @Test
    void aDryRunBeginsNone() throws Exception {
        addPipeline(DEPLOY);

        PipelineRunResult result =
                new RestartScenario(humanitec.builder().dryRun(true).build()).run(release(Map.of()));

        assertThat(result.status()).isEqualTo("dry run");
        assertThat(humanitec.shop().pipelines().runs()).isEmpty();
    }
}
