package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.flow.StageRunner;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the failure of a deployment is told although the rollback cannot be followed to its end. */
class RollbackProblemsTest {

    private static final String FAILURE = "to shop/dev ended with status failed. ";
    private static final String UNKNOWN = "It is unknown whether it was rolled back: ";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T08:00:00Z"));
    private Env dev;
    /** A pipeline whose first step makes a set of a delta. */
    private static final String BEGIN =
            "{id: default, name: Default, on: {deployment_request: {}}, jobs: {release: {steps: ["
                    + "{id: apply, if: '${{ !inputs.set_id }}', uses: actions/humanitec/apply@v1,"
                    + " with: {delta_id: '${{ inputs.delta_id }}', env_id: dev}},";

    private RestartScenario scenario;

    @BeforeEach
    void deployFirst() {
        dev = humanitec.shop().env("dev").deployed();
        InstantSource time = now::get;
        scenario = new RestartScenario(
                humanitec.builder().clock(time.withZone(ZoneOffset.UTC)).build());
    }

    /** Adds a pipeline that asks for an approval if a set is deployed, as by a rollback. */
    private void askBeforeSets() {
        humanitec
                .shop()
                .pipelines()
                .replace(BEGIN
                        + "{if: '${{ inputs.set_id }}', uses: actions/humanitec/approve@v1, with: {env_id: dev}},"
                        + "{uses: actions/humanitec/deploy@v1, with: {env_id: dev,"
                        + " set_id: '${{ inputs.set_id || steps.apply.outputs.set_id }}'}}]}}}");
    }

    private static Stage<DeploymentResult> broken() {
        return Deployments.deploymentStage(
                DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/backend:broken"))
                        .withTimeout(Duration.ofMinutes(10))
                        .withRollback(true));
    }

    private ThrowableAssertAlternative<DeploymentFailedException> failure(Sleeper sleeper) {
        return assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> scenario.run(broken(), sleeper))
                .withMessageContaining(FAILURE)
                .withMessageContaining("cannot be pulled.")
                .satisfies(e ->
                        assertThat(e.failureReport().orElseThrow().problems()).hasSize(1));
    }

    private PipelineRun lastRun() {
        return humanitec.shop().pipelines().runs().get(0);
    }

    private boolean isRollingBack() {
        return humanitec.shop().pipelines().runs().size() == 2;
    }

    @Test
    void aRollbackThatIsNotApprovedInTimeDoesNotHideTheFailure() {
        askBeforeSets();

        failure(pause -> {
                    if (isRollingBack() && lastRun().status().equals("waiting")) {
                        now.updateAndGet(before -> before.plus(pause));
                    }
                })
                .withMessageEndingWith(UNKNOWN + "Timed out: run " + lastRun().id()
                        + " of pipeline default; the last state was: waiting.");

        assertThat(lastRun().status()).isEqualTo("cancelled");
        assertThat(scenario.log()).contains("Run " + lastRun().id() + " of pipeline default is being cancelled.");
        assertThat(dev.deployments()).hasSize(2);
    }

    @Test
    void aRollbackWhoseRunCannotBeReadDoesNotHideTheFailure() {
        askBeforeSets();

        failure(pause -> {
                    if (isRollingBack()) {
                        humanitec.fail(
                                Fault.status(403).on("GET", "/runs/" + lastRun().id()));
                    }
                })
                .withMessageContaining(UNKNOWN + "GET /orgs/acme/apps/shop/pipelines/default/runs/")
                .withMessageContaining(" answered 403");
    }

    @ParameterizedTest
    @CsvSource({
        "403, 'GET /orgs/acme/apps/shop/envs/dev answered 403'",
        "404, There is no environment shop/dev in acme."
    })
    void aRollbackThatCannotBeReadDoesNotHideTheFailure(int status, String reason) {
        humanitec.withoutPipelines();

        failure(pause -> {
                    if (dev.deployments().size() == 3) {
                        humanitec.fail(Fault.status(status).on("GET", "/envs/dev"));
                    }
                })
                .withMessageContaining(UNKNOWN + reason);
    }

    @Test
    void aRollbackWhosePipelineDeploysNothingDoesNotHideTheFailure() {
        humanitec
                .shop()
                .pipelines()
                .replace(BEGIN
                        + "{if: '${{ !inputs.set_id }}', uses: actions/humanitec/deploy@v1, with: {env_id: dev,"
                        + " set_id: '${{ steps.apply.outputs.set_id }}'}}]}}}");

        failure(pause -> Thread.onSpinWait())
                .withMessageEndingWith(
                        "It was not rolled back: pipeline default has not deployed anything to shop/dev.");
    }

    @Test
    void aRunnerTellsTheFailureToo() {
        askBeforeSets();
        HumanitecClient client = humanitec.client();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        SharedPoller polls = new SharedPoller(
                timer,
                timer,
                InstantSource.system().withZone(ZoneOffset.UTC),
                Duration.ofMillis(1),
                Duration.ofMillis(1));

        try {
            OperationContext operation =
                    new OperationContext(client.context(), client.context(), new DeploymentQueue(), line -> {
                        if (line.startsWith("deployment to shop/dev is requested: ") && isRollingBack()) {
                            humanitec.fail(Fault.status(403).on("GET", "/runs/"));
                        }
                    });
            assertThatExceptionOfType(DeploymentFailedException.class)
                    .isThrownBy(() -> new StageRunner(operation, polls).run(broken()))
                    .withMessageContaining(FAILURE)
                    .withMessageContaining(UNKNOWN + "GET /orgs/acme/apps/shop/pipelines/default/runs/");
        } finally {
            timer.shutdownNow();
        }
    }
}
