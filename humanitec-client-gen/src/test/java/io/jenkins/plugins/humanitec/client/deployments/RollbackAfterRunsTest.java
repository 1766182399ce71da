package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a deployment is rolled back if its pipeline run fails after it. */
class RollbackAfterRunsTest {

    private static final String DEPLOY = "{uses: actions/humanitec/deploy@v1, with: {env_id: dev,"
            + " set_id: '${{ inputs.set_id }}', message: '${{ inputs.comment }}'}}";
    private static final String FAIL = "{uses: actions/humanitec/fail@v1, with: {message: 'The tests have failed.'}}";
    private static final String PROMOTE =
            "{uses: actions/humanitec/approve@v1, with: {env_id: staging, message: 'May it?'}}";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Env dev;
    private String before;

    @BeforeEach
    void deployFirst() throws InterruptedException {
        dev = humanitec.shop().env("dev").deployed();
        humanitec.shop().addEnv("staging", "Staging", "development");
        new RestartScenario(humanitec.client())
                .run(Deployments.deploymentStage(
                        DeploymentRequest.to(DEV).image("backend", "registry.example.com/backend:2.0.0")));
        before = set();
    }

    private String set() {
        return dev.lastDeployment().orElseThrow().instruction().setId();
    }

    private void pipeline(String... steps) {
        humanitec
                .shop()
                .pipelines()
                .replace("{id: default, name: Default, on: {deployment_request: {}}, jobs: {release: {steps: ["
                        + String.join(", ", steps) + "]}}}");
    }

    private PipelineRun run() {
        return humanitec.shop().pipelines().runs().get(0);
    }

    /** Deploys the set of the first deployment. */
    private Stage<DeploymentResult> first() {
        String set = dev.deployments().get(0).instruction().setId();
        return Deployments.deploymentStage(DeploymentRequest.set(DEV, set).withRollback(true));
    }

    private DeploymentFailedException failure(Sleeper sleeper) {
        return catchThrowableOfType(
                DeploymentFailedException.class, () -> new RestartScenario(humanitec.client()).run(first(), sleeper));
    }

    private void assertRolledBack(DeploymentFailedException failure) {
        assertThat(failure)
                .hasMessageStartingWith("Deployment " + dev.deployments().get(2).id()
                        + " to shop/dev ended with status succeeded. Run ")
                .hasMessageContaining(" of pipeline default ended with status failed: The tests have failed. ")
                .hasMessageEndingWith(
                        "Deployment " + dev.deployments().get(3).id() + " has restored the previous deployment.");
        assertThat(failure.deployment().id()).isEqualTo(dev.deployments().get(2).id());
        assertThat(dev.deployments()).hasSize(4);
        assertThat(set()).isEqualTo(before);
    }

    @Test
    void aRunThatFailsAfterItsDeploymentIsRolledBack() {
        pipeline(DEPLOY, FAIL);

        assertRolledBack(failure(pause -> Thread.onSpinWait()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRestartBeforeTheRollbackChangesNothing(boolean entered) {
        pipeline(DEPLOY, FAIL);

        assertRolledBack(catchThrowableOfType(
                DeploymentFailedException.class,
                () -> new RestartScenario(humanitec.client()).runWithARestart(first(), "RollbackStage", entered)));
    }

    @Test
    void aRunThatFailsForAnotherEnvironmentIsNotRolledBack() {
        pipeline(DEPLOY, PROMOTE);

        DeploymentFailedException failure = failure(pause -> {
            if (run().status().equals("waiting")) {
                run().answer(false);
            }
        });

        assertThat(failure)
                .hasMessageContaining("The approval was denied.")
                .hasMessageEndingWith("It was not rolled back: the step that has failed is for environment staging.");
        assertThat(dev.deployments()).hasSize(3);
        assertThat(set()).isNotEqualTo(before);
    }

    @Test
    void aCopyToAnotherEnvironmentThatFailsIsNotRolledBack() {
        pipeline(DEPLOY, "{uses: actions/humanitec/clone@v1, with: {from_env_id: missing, to_env_id: staging}}");

        assertThat(failure(pause -> Thread.onSpinWait()))
                .hasMessageEndingWith("It was not rolled back: the step that has failed is for environment staging.");
        assertThat(dev.deployments()).hasSize(3);
    }

    /** The step that asks for an approval need not name the environment. */
    @Test
    void aDeniedApprovalForAnotherEnvironmentIsNotRolledBack() {
        pipeline(DEPLOY, PROMOTE);

        DeploymentFailedException failure = failure(pause -> {
            if (run().status().equals("waiting")) {
                humanitec.fail(Fault.status(200)
                        .on("GET", "/jobs/release")
                        .times(1_000_000)
                        .body("application/json", """
                                {"id": "release", "status": "failed", "steps": [
                                  {"index": 0, "status": "succeeded",
                                   "related_entities": {"env_id": "dev", "deployment_id": "%s"}},
                                  {"index": 1, "status": "failed", "related_entities": {"approval_id": "1"}}]}
                                """.formatted(
                                        dev.lastDeployment().orElseThrow().id())));
                run().answer(false);
            }
        });

        assertThat(failure)
                .hasMessageEndingWith("It was not rolled back: the step that has failed is for environment staging.");
        assertThat(dev.deployments()).hasSize(3);
    }

    @Test
    void aNewerDeploymentIsNotReplaced() {
        pipeline(DEPLOY, PROMOTE.replace("staging", "dev"));

        DeploymentFailedException failure = failure(pause -> {
            if (run().status().equals("waiting") && dev.deployments().size() == 3) {
                dev.deploy(
                        "by hand", null, dev.deployments().get(0).instruction().setId());
                run().answer(false);
            }
        });

        assertThat(failure)
                .hasMessageEndingWith("It was not rolled back: deployment "
                        + dev.deployments().get(3).id() + " was made after it.");
        assertThat(dev.deployments()).hasSize(4);
    }

    @Test
    void theLastDeploymentOfTheRunIsTheResult() throws InterruptedException {
        pipeline(DEPLOY, PROMOTE, DEPLOY);

        DeploymentResult result = new RestartScenario(humanitec.client()).run(first(), pause -> {
            if (run().status().equals("waiting")) {
                run().answer(true);
            }
        });

        assertThat(dev.deployments()).hasSize(4);
        assertThat(result.id()).isEqualTo(dev.deployments().get(3).id());
    }

    @Test
    void aRunThatIsCancelledAfterItsDeploymentIsNotRolledBack() {
        pipeline(DEPLOY, PROMOTE);

        DeploymentFailedException failure = failure(pause -> {
            if (run().status().equals("waiting")) {
                run().cancel();
            }
        });

        assertThat(failure)
                .hasMessageContaining("ended with status cancelled")
                .hasMessageEndingWith("It was not rolled back: the run was cancelled.");
        assertThat(dev.deployments()).hasSize(3);
    }
}
