package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.diagnostics.DeploymentProblem;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunFailedException;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunRequest;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRuns;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that deployments are followed whose pipeline also deploys to another environment. */
class PromotingPipelinesTest {

    private static final EnvRef STAGING = SHOP.env("staging");

    private static final Stage<DeploymentResult> AGAIN = Deployments.deploymentStage(DeploymentRequest.again(DEV));

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Env dev;
    private Env staging;
    private String set;

    @BeforeEach
    void deployFirst() {
        dev = humanitec.shop().env("dev").deployed();
        set = dev.baseSet();
        staging = humanitec.shop().addEnv("staging", "Staging", "development");
    }

    private static String deploy(String env, String setId) {
        return "{uses: actions/humanitec/deploy@v1, with: {env_id: " + env + ", set_id: '" + setId + "'}}";
    }

    private void pipeline(String... steps) {
        humanitec
                .shop()
                .pipelines()
                .replace("{id: default, name: Default, on: {deployment_request: {}, pipeline_call: {}}, jobs: {release:"
                        + " {steps: [" + String.join(", ", steps) + "]}}}");
    }

    private PipelineRun run() {
        return humanitec.shop().pipelines().runs().get(0);
    }

    private RestartScenario scenario() {
        return new RestartScenario(
                humanitec.builder().retryPolicy(RetryPolicy.NONE).build());
    }

    /** Fails the first poll, and waits for the end of the run before the next one. */
    private Sleeper afterTheRun() {
        humanitec.fail(Fault.status(503).on("GET", "/runs/"));
        return pause -> Awaitility.await().until(() -> run().completedAt().isPresent());
    }

    /** Returns the ID of a set with an image that cannot be pulled. */
    private String brokenSet() {
        humanitec.withoutPipelines();
        Env other = humanitec.shop().addEnv("other", "Other", "development");
        other.addModule("backend", "Deployment", 1).deployed();
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> scenario()
                        .run(Deployments.deploymentStage(DeploymentRequest.images(
                                SHOP.env("other"), Map.of("backend", "registry.example.com/backend:broken")))));
        return other.lastDeployment().orElseThrow().instruction().setId();
    }

    private static void assertImageCannotBePulled(FailureReport report, Env env) {
        assertThat(report.env().envId()).isEqualTo(env.id());
        assertThat(report.deploymentId())
                .isEqualTo(env.lastDeployment().orElseThrow().id());
        assertThat(report.problems()).extracting(DeploymentProblem::code).endsWith("RUNT-001");
    }

    @Test
    void aDeploymentToAnotherEnvironmentBeforeIsNotTheResult() throws InterruptedException {
        pipeline(deploy("staging", set), deploy("dev", set));

        DeploymentResult result = scenario().run(AGAIN);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.id()).isEqualTo(dev.lastDeployment().orElseThrow().id());
        assertThat(staging.deployments()).hasSize(1);
    }

    @Test
    void aDeploymentToAnotherEnvironmentAfterwardsIsNotTheResult() throws InterruptedException {
        pipeline(deploy("dev", set), deploy("staging", set));

        DeploymentResult result = scenario().run(AGAIN, afterTheRun());

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.id()).isEqualTo(dev.lastDeployment().orElseThrow().id());
        assertThat(staging.deployments()).hasSize(1);
    }

    @Test
    void thePromotionThatFailsIsDiagnosed() {
        String broken = brokenSet();
        pipeline(deploy("dev", set), deploy("staging", broken), "{uses: actions/humanitec/log@v1}");

        DeploymentFailedException failure = catchThrowableOfType(
                DeploymentFailedException.class, () -> scenario().run(AGAIN));

        assertThat(failure.deployment().env()).isEqualTo(DEV);
        assertThat(failure.deployment().status()).isEqualTo("succeeded");
        assertThat(failure)
                .hasMessageContaining("to shop/dev ended with status succeeded. Run " + run().id())
                .hasMessageContaining("to environment 'staging' failed.")
                .hasMessageContaining("Errors of deployment "
                        + staging.lastDeployment().orElseThrow().id() + " to shop/staging: ");
        assertImageCannotBePulled(failure.failureReport().orElseThrow(), staging);
    }

    @Test
    void theDeploymentBeforeThatFailsIsDiagnosed() {
        String broken = brokenSet();
        pipeline(deploy("staging", broken), deploy("dev", set));

        PipelineRunFailedException failure = catchThrowableOfType(
                PipelineRunFailedException.class, () -> scenario().run(AGAIN));

        assertImageCannotBePulled(failure.failureReport().orElseThrow(), staging);
        assertThat(dev.deployments()).hasSize(1);
    }

    @Test
    void environmentAndDeploymentOfDifferentStepsAreNotDiagnosed() {
        pipeline(
                deploy("staging", set),
                "{uses: actions/humanitec/fail@v1, with: {env_id: dev, message: 'No quota is left.'}}");
        PipelineRunRequest request = PipelineRunRequest.of(SHOP, "default", Map.of(), true, Duration.ofMinutes(1));

        PipelineRunFailedException failure = catchThrowableOfType(
                PipelineRunFailedException.class, () -> scenario().run(PipelineRuns.runStage(request)));

        assertThat(failure.failureReport()).isEmpty();
    }

    @Test
    void withoutWaitingOnlyAnApprovalOrADeploymentIsTheResult() throws InterruptedException {
        pipeline(deploy("dev", set));
        // A run can also wait for a deployment.
        humanitec.fail(Fault.status(200)
                .on("GET", "/runs/")
                .body("application/json", "{\"status\": \"waiting\", \"waiting_for\": {\"release\": \"deployment\"}}"));

        DeploymentResult result = scenario()
                .run(Deployments.deploymentStage(DeploymentRequest.again(DEV).withWaiting(false)));

        assertThat(result.id()).isEqualTo(dev.lastDeployment().orElseThrow().id());
    }

    @Test
    void whoeverGivesUpIsToldThatTheRunContinues() {
        pipeline(deploy("dev", set), deploy("staging", set));
        List<String> log = new ArrayList<>();
        LongOperation<DeploymentResult> operation = new LongOperation<>(
                        AGAIN,
                        humanitec
                                .builder()
                                .retryPolicy(RetryPolicy.NONE)
                                .build()
                                .context(),
                        new DeploymentQueue())
                .onProgress(line -> {
                    log.add(line);
                    if (line.startsWith("deployment to shop/dev is requested")) {
                        // So that nobody sees the end of the deployment.
                        humanitec.fail(Fault.status(503).on("GET", "/envs/dev").times(1_000_000));
                    }
                });

        Awaitility.await().until(() -> {
            operation.poll();
            return log.stream().anyMatch(line -> line.endsWith(" to shop/dev has started"));
        });
        operation.giveUp();

        assertThat(log)
                .last()
                .isEqualTo("Deployment " + dev.lastDeployment().orElseThrow().id()
                        + " to shop/dev continues in Humanitec, and so does run " + run().id()
                        + " of pipeline default, which can deploy to other environments.");
        assertThat(run().status()).isNotEqualTo("cancelled");
    }
}
