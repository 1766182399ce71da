package io.jenkins.plugins.humanitec.client.pipelines;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.guard.ProtectedException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Approvals that an operation gives itself. */
class ApprovalsTest {

    private static final String JOBS = """
            {"id": "%s", "name": "P", "on": {%s}, "jobs": {"release": {"steps": [
              {"uses": "actions/humanitec/approve@v1", "with": {"env_id": "dev", "message": "Is it tested?"}},
              {"uses": "actions/humanitec/deploy@v1", "with": {"env_id": "dev", "set_id": "${{ inputs.set_id }}"}}]}}}
            """;

    private static final String ASKED = "job release waits for approval: Is it tested?";
    private static final String APPROVED = "job release is approved";

    private static final DeploymentRequest AGAIN =
            DeploymentRequest.again(DEV).withApproval(true).withTimeout(Duration.ofMinutes(1));

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Env dev;

    @BeforeEach
    void deployFirst() throws Exception {
        dev = humanitec.shop().env("dev").deployed();
        humanitec.withoutPipelines();
        humanitec
                .shop()
                .pipelines()
                .create(Json.MAPPER.readTree(JOBS.formatted("default", "\"deployment_request\": {}")));
    }

    @Test
    void aDeploymentIsApprovedAndWhoElseCanDoItIsLogged() throws Exception {
        HumanitecClient client = humanitec
                .builder()
                .webUri(URI.create("https://humanitec.example.com/"))
                .build();
        RestartScenario scenario = new RestartScenario(client);

        DeploymentResult result = scenario.run(Deployments.deploymentStage(AGAIN));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(scenario.log())
                .containsSubsequence(
                        ASKED,
                        "  Users who may deploy to shop/dev can approve it at"
                                + " https://humanitec.example.com/orgs/acme/apps/shop/envs/dev",
                        APPROVED,
                        "deployment " + result.id() + " to shop/dev has started")
                .containsOnlyOnce(APPROVED);
    }

    @Test
    void withoutWaitingTheDeploymentIsStillApproved() throws Exception {
        DeploymentResult result =
                new RestartScenario(humanitec.client()).run(Deployments.deploymentStage(AGAIN.withWaiting(false)));

        assertThat(result.id()).isEqualTo(dev.lastDeployment().orElseThrow().id());
    }

    private PipelineRunRequest release() throws Exception {
        humanitec
                .shop()
                .pipelines()
                .create(Json.MAPPER.readTree(JOBS.formatted(
                        "release", "\"pipeline_call\": {\"inputs\": {\"set_id\": {\"type\": \"string\"}}}")));
        String set = dev.lastDeployment().orElseThrow().instruction().setId();
        return PipelineRunRequest.of(SHOP, "release", Map.of("set_id", set), true, Duration.ofMinutes(1))
                .withApproval(true);
    }

    @Test
    void aPipelineRunIsApproved() throws Exception {
        RestartScenario scenario = new RestartScenario(humanitec.client());

        PipelineRunResult result = scenario.run(PipelineRuns.runStage(release()));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(scenario.log()).containsOnlyOnce(APPROVED);
    }

    @Test
    void theDeploymentsOfAPipelineRunAreTold() throws Exception {
        RestartScenario scenario = new RestartScenario(humanitec.client());

        PipelineRunResult result = scenario.enterAll(PipelineRuns.runStage(release()));

        String id = dev.lastDeployment().orElseThrow().id();
        assertThat(scenario.deployments())
                .allSatisfy(told -> {
                    assertThat(told.env()).isEqualTo(DEV);
                    assertThat(told.id()).isEqualTo(id);
                    assertThat(told.reason()).isEqualTo("run " + result.id() + " of pipeline release");
                })
                .last()
                .satisfies(told -> {
                    assertThat(told.status()).isEqualTo("succeeded");
                    assertThat(told.isOver()).isTrue();
                });
    }

    @Test
    void theDeploymentThatAnOperationReturnsIsNotTold() throws Exception {
        RestartScenario scenario = new RestartScenario(humanitec.client());

        scenario.enterAll(Deployments.deploymentStage(AGAIN));

        assertThat(scenario.deployments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRestartDoesNotApproveTwice(boolean entered) throws Exception {
        RestartScenario scenario = new RestartScenario(humanitec.client());

        scenario.runWithARestart(Deployments.deploymentStage(AGAIN), "RunStage", entered);

        assertThat(humanitec.requests().stream().filter(request -> request.endsWith("/approve")))
                .hasSize(1);
        assertThat(dev.deployments()).hasSize(2);
    }

    /** The API refuses the second answer, and it is the same in effect. */
    @Test
    void somebodyElseMayBeFaster() throws Exception {
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", "/approve"));

        DeploymentResult result = new RestartScenario(humanitec.client()).run(Deployments.deploymentStage(AGAIN));

        assertThat(result.status()).isEqualTo("succeeded");
    }

    @Test
    void aTokenThatMayNotApproveFailsTheOperation() {
        humanitec.fail(Fault.status(403)
                .on("POST", "/approve")
                .body("application/json", "{\"error\": \"API-403\", \"message\": \"Not yours.\"}"));

        assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client()).run(Deployments.deploymentStage(AGAIN)))
                .withMessageContaining("Not yours.");
        assertThat(humanitec.shop().pipelines().runs())
                .singleElement()
                .satisfies(run -> assertThat(run.status()).isEqualTo("cancelled"));
    }

    @Test
    void aGuardForbidsItBeforeAnythingIsSent() {
        HumanitecClient client = humanitec
                .builder()
                .guard((action, target) -> {
                    if (action == ProtectedAction.APPROVAL) {
                        throw new ProtectedException("no approvals for " + target);
                    }
                })
                .build();

        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(() -> new RestartScenario(client).run(Deployments.deploymentStage(AGAIN)))
                .withMessage("no approvals for shop/dev");
        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(() -> new RestartScenario(client)
                        .run(PipelineRuns.runStage(
                                PipelineRunRequest.of(SHOP, "default", Map.of(), true, Duration.ofMinutes(1))
                                        .withApproval(true))))
                .withMessage("no approvals for shop");
        assertThat(humanitec.requests()).noneMatch(request -> request.startsWith("POST"));
    }
}
