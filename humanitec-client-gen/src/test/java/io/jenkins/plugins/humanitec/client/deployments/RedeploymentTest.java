package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An earlier deployment that is deployed again, with the values of that time. */
class RedeploymentTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Deployment earlier;

    @BeforeEach
    void deployWithOtherValuesAndAnotherVersion() {
        Env dev = humanitec.shop().env("dev").deployed();
        String id = dev.deploymentHistory()
                .deploy("by hand", null, dev.baseSet(), "values-1", "u-ci")
                .id();
        TestHumanitec.result(humanitec.client().deployments().follow(DEV, id));
        earlier = get(id);
        deploy(DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/backend:2.0.0")));
    }

    private Deployment get(String id) {
        return humanitec.client().deployments().get(DEV, id);
    }

    private DeploymentResult deploy(DeploymentRequest request) {
        return TestHumanitec.result(humanitec.client().deployments().deploy(request));
    }

    private void assertDeployedAgain(DeploymentResult result) {
        Deployment deployed = get(result.id());
        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.id()).isNotEqualTo(earlier.getId());
        assertThat(deployed.getDeploymentSetId()).isEqualTo(earlier.getDeploymentSetId());
        assertThat(deployed.getValueSetVersionId()).isEqualTo("values-1");
    }

    @Test
    void thePipelineForRedeploymentsTakesTheDeployment() {
        int before = humanitec.recorded().size();

        assertDeployedAgain(deploy(DeploymentRequest.redeployment(DEV, earlier.getId())));

        List<RecordedRequest> all = humanitec.recorded();
        assertThat(all.subList(before, all.size()))
                .filteredOn(request -> request.method().equals("POST"))
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains("\"deployment_id\":\"" + earlier.getId() + "\"")
                        .doesNotContain("set_id"));
    }

    @ParameterizedTest
    @CsvSource({"PrepareStage, true", "SendStage, false", "SendStage, true", "FollowStage, true"})
    void withoutAPipelineItsSetAndValuesAreDeployed(String stage, boolean entered) throws Exception {
        humanitec.withoutPipelines();

        assertDeployedAgain(new RestartScenario(humanitec.client())
                .runWithARestart(
                        Deployments.deploymentStage(DeploymentRequest.redeployment(DEV, earlier.getId())),
                        stage,
                        entered));
    }

    @Test
    void aDryRunAsksThePipelineForRedeployments() {
        DeploymentResult result = TestHumanitec.result(humanitec
                .builder()
                .dryRun(true)
                .build()
                .deployments()
                .deploy(DeploymentRequest.redeployment(DEV, earlier.getId())));

        assertThat(result.setId()).isEqualTo(earlier.getDeploymentSetId());
        assertThat(humanitec.recorded())
                .filteredOn(request -> request.query().equals("dry_run=true"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("deployment_id"));
    }

    @Test
    void theDeploymentMustExist() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> deploy(DeploymentRequest.redeployment(DEV, "missing")))
                .satisfies(e -> assertThat(e.path()).endsWith("/deploys/missing"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> DeploymentRequest.redeployment(DEV, " "))
                .withMessage("The ID of the deployment is missing.");
    }
}
