package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.ApprovalsApi;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.model.DeploymentMode;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunFailedException;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.pipelines.Approval;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments that a pipeline of the platform takes. */
class DeploymentRequestsTest {

    private static final String DEPLOY =
            "{name: Deploy, uses: actions/humanitec/deploy@v1, with: {env_id: '${{ inputs.env_id }}',"
                    + " set_id: '${{ inputs.set_id }}', message: '${{ inputs.comment }}'}}";
    private static final String APPROVE =
            "{uses: actions/humanitec/approve@v1, with: {env_id: '${{ inputs.env_id }}', message: 'Is it tested?'}}";
    private static final String FAIL = "{uses: actions/humanitec/fail@v1, with: {message: 'The tests have failed.'}}";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> log = new ArrayList<>();
    private Env dev;

    @BeforeEach
    void deployFirst() {
        dev = humanitec.shop().env("dev").deployed();
    }

    private void pipeline(String... steps) {
        humanitec
                .shop()
                .pipelines()
                .replace("{id: default, name: Default, on: {deployment_request: {}}, jobs: {release: {steps: ["
                        + String.join(", ", steps) + "]}}}");
    }

    private LongOperation<DeploymentResult> again(HumanitecClient client) {
        return client.deployments().deploy(DeploymentRequest.again(DEV)).onProgress(log::add);
    }

    private PipelineRun run() {
        return humanitec.shop().pipelines().runs().get(0);
    }

    private interface Answer {
        void give(ApprovalsApi api, String org, String app, String pipeline, String run, String job, String approval);
    }

    private void answer(Answer answer) {
        Approval approval = run().approvals().get(0);
        answer.give(
                humanitec.client().api(ApprovalsApi.class),
                "acme",
                "shop",
                "default",
                run().id(),
                approval.jobId(),
                approval.id());
    }

    private void pollUntilWaiting(LongOperation<DeploymentResult> operation) {
        Awaitility.await().until(() -> {
            assertThat(operation.poll().result()).isEmpty();
            return log.stream().anyMatch(line -> line.contains("waits for approval"));
        });
    }

    @Test
    void anApprovalIsLoggedAndWaitedFor() {
        pipeline(APPROVE, DEPLOY);
        LongOperation<DeploymentResult> operation = again(humanitec.client());
        pollUntilWaiting(operation);
        assertThat(dev.deployments()).hasSize(1);
        assertThat(log)
                .contains(
                        "deployment to shop/dev is requested: run " + run().id() + " of pipeline default",
                        "job release waits for approval: Is it tested?");

        answer(ApprovalsApi::approve);
        DeploymentResult result = TestHumanitec.result(operation);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.runId()).isEqualTo(run().id());
        assertThat(result.id()).isEqualTo(dev.lastDeployment().orElseThrow().id());
        assertThat(result.comment()).matches("\\[[0-9a-f]{12}]");
        assertThat(log).contains("release / Deploy: succeeded");
    }

    @Test
    void aDenialIsTheFailure() {
        pipeline(APPROVE, DEPLOY);
        LongOperation<DeploymentResult> operation = again(humanitec.client());
        pollUntilWaiting(operation);

        answer(ApprovalsApi::deny);

        assertThatExceptionOfType(PipelineRunFailedException.class)
                .isThrownBy(() -> TestHumanitec.result(operation))
                .withMessageStartingWith("Run " + run().id() + " of pipeline default ended with status failed");
        assertThat(dev.deployments()).hasSize(1);
    }

    @Test
    void whatTheRunRefusesIsTheFailure() {
        pipeline(FAIL);

        assertThatExceptionOfType(PipelineRunFailedException.class)
                .isThrownBy(() -> TestHumanitec.result(again(humanitec.client())))
                .withMessageContaining("The tests have failed.");
        assertThat(dev.deployments()).hasSize(1);
    }

    @Test
    void aRunThatFailsAfterTheDeploymentIsAFailure() {
        pipeline(DEPLOY, FAIL);

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> TestHumanitec.result(again(humanitec.client())))
                .withMessageContaining("The tests have failed.")
                .satisfies(e -> assertThat(e.deployment().status()).isEqualTo("succeeded"));
    }

    @Test
    void aRunThatDeploysNothingIsNoFailure() {
        pipeline("{uses: actions/humanitec/log@v1, with: {message: nothing to do}}");

        DeploymentResult result = TestHumanitec.result(again(humanitec.client()));

        assertThat(result.id()).isNull();
        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.runId()).isEqualTo(run().id());
        assertThat(log).contains("pipeline default has not deployed anything to shop/dev");
    }

    @Test
    void whoeverGivesUpCancelsTheRunUntilItHasDeployed() {
        pipeline(APPROVE, DEPLOY);
        LongOperation<DeploymentResult> operation = again(humanitec.client());
        pollUntilWaiting(operation);

        operation.giveUp();

        assertThat(run().status()).isEqualTo("cancelled");
        assertThat(log).last().isEqualTo("Run " + run().id() + " of pipeline default is being cancelled.");
    }

    @Test
    void withoutWaitingTheDeploymentOrTheApprovalIsTheResult() {
        DeploymentRequest request = DeploymentRequest.again(DEV).withWaiting(false);
        HumanitecClient client = humanitec.client();

        DeploymentResult started = TestHumanitec.result(client.deployments().deploy(request));
        assertThat(started.id()).isEqualTo(dev.lastDeployment().orElseThrow().id());
        TestHumanitec.result(client.deployments().follow(DEV, started.id()));

        pipeline(APPROVE, DEPLOY);
        DeploymentResult waiting = TestHumanitec.result(
                client.deployments().deploy(DeploymentRequest.again(DEV).withWaiting(false)));
        assertThat(waiting.status()).isEqualTo("waiting");
        assertThat(waiting.id()).isNull();
        assertThat(waiting.runId()).isEqualTo(run().id());
    }

    @ParameterizedTest
    @CsvSource({"RunStage, false", "RunStage, true", "FollowStage, true"})
    void aRestartContinuesTheRun(String stage, boolean entered) throws Exception {
        pipeline(DEPLOY, "{name: Check, uses: actions/humanitec/log@v1, with: {message: checked}}");
        RestartScenario scenario = new RestartScenario(humanitec.client());

        DeploymentResult result =
                scenario.runWithARestart(Deployments.deploymentStage(DeploymentRequest.again(DEV)), stage, entered);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(humanitec.shop().pipelines().runs()).hasSize(1);
        assertThat(scenario.log()).contains("release / Check | checked");
    }

    @Test
    void aRollbackGoesTheSameWay() {
        String before = dev.lastDeployment().orElseThrow().instruction().setId();
        HumanitecClient client = humanitec.client();

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> TestHumanitec.result(client.deployments()
                        .deploy(DeploymentRequest.to(DEV)
                                .image("backend", "registry.example.com/backend:broken")
                                .withRollback(true))))
                .withMessageEndingWith("has restored the previous deployment.");

        assertThat(humanitec.shop().pipelines().runs()).hasSize(2);
        assertThat(dev.lastDeployment().orElseThrow().instruction().setId()).isEqualTo(before);
    }

    @Test
    void aDryRunIsThatOfTheApi() {
        HumanitecClient client = humanitec.builder().dryRun(true).build();

        DeploymentResult result = TestHumanitec.result(
                client.deployments().deploy(DeploymentRequest.again(DEV).withMode(DeploymentMode.FULL)));

        assertThat(result.status()).isEqualTo("dry run");
        assertThat(humanitec.recorded())
                .filteredOn(request -> request.method().equals("POST"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.query()).isEqualTo("dry_run=true");
                    assertThat(request.status()).isEqualTo(204);
                });
        assertThat(humanitec.shop().pipelines().runs()).isEmpty();
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() ->
                        TestHumanitec.result(client.deployments().deploy(DeploymentRequest.delta(DEV, "0123456789"))))
                .withMessageContaining("0123456789");
    }

    @Test
    void withoutAPipelineTheDeploymentIsSentDirectly() {
        humanitec.withoutPipelines();
        TestHumanitec.result(again(humanitec.builder().dryRun(true).build()));
        assertThat(log).contains("no pipeline takes deployments to shop/dev, so it would be deployed directly");

        DeploymentResult result = TestHumanitec.result(again(humanitec.client()));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.runId()).isNull();
        assertThat(humanitec.requests()).contains("POST /orgs/acme/apps/shop/envs/dev/deploys");
    }
}
