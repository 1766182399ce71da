package io.jenkins.plugins.humanitec.client.pipelines;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that runs are followed although the logs of their steps cannot be read. */
class StepLogsTest {

    private static final Stage<PipelineRunResult> RELEASE =
            PipelineRuns.runStage(PipelineRunRequest.of(SHOP, "release", Map.of(), true, Duration.ofMinutes(1)));

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @BeforeEach
    void addPipeline() {
        humanitec
                .shop()
                .pipelines()
                .create("{id: release, name: Release, on: {pipeline_call: {}}, jobs: {deploy: {steps: ["
                        + "{name: Deploy, uses: actions/humanitec/deploy@v1, with: {env_id: dev, set_id: '0'}}]}}}");
    }

    private RestartScenario scenario() {
        return new RestartScenario(
                humanitec.builder().retryPolicy(RetryPolicy.NONE).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 400, 403, 404, 503})
    void aLogThatCannotBeReadDoesNotFailTheRun(int status) throws InterruptedException {
        humanitec.fail(Fault.status(status)
                .on("GET", "/logs")
                .times(1_000_000)
                .header("Location", "https://storage.example.com/log"));
        RestartScenario scenario = scenario();

        PipelineRunResult result = scenario.run(RELEASE);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(scenario.log())
                .contains("deploy / Deploy: succeeded")
                .filteredOn(line -> line.startsWith("deploy / Deploy: its log cannot be read: "))
                .singleElement()
                .asString()
                .contains("/steps/0/logs answered " + status);
    }

    @Test
    void aLogThatCanBeReadLaterIsLogged() throws InterruptedException {
        // Without this, the step may have ended when it is read for the first time.
        humanitec.fail(Fault.status(200).on("GET", "/jobs/deploy").body("application/json", """
                        {"id": "deploy", "status": "executing",
                         "steps": [{"index": 0, "name": "Deploy", "status": "executing"}]}"""));
        humanitec.fail(Fault.status(404).on("GET", "/logs"));
        RestartScenario scenario = scenario();

        scenario.run(RELEASE);

        assertThat(scenario.log())
                .containsOnlyOnce("deploy / Deploy | Starts actions/humanitec/deploy@v1.")
                .contains("deploy / Deploy: succeeded");
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429})
    void aPassingProblemDoesNotLoseTheEndOfAStep(int status) throws InterruptedException {
        humanitec.fail(Fault.status(503).on("GET", "/runs/"));
        boolean[] isFirst = {true};
        RestartScenario scenario = scenario();

        scenario.run(RELEASE, pause -> {
            if (isFirst[0]) {
                isFirst[0] = false;
                Awaitility.await()
                        .until(() -> humanitec
                                .shop()
                                .pipelines()
                                .runs()
                                .get(0)
                                .completedAt()
                                .isPresent());
                humanitec.fail(Fault.status(status).on("GET", "/logs"));
            }
        });

        assertThat(scenario.log())
                .containsOnlyOnce("deploy / Deploy: succeeded")
                .containsOnlyOnce("deploy / Deploy | Starts actions/humanitec/deploy@v1.");
    }
}
