package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.model.DeploymentMode;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to deploy, and where. */
class SentDeploymentsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @BeforeEach
    void deployFirst() {
        humanitec.shop().env("dev").deployed();
        humanitec.shop().addEnv("staging", "Staging", "development");
    }

    private void deploy(DeploymentRequest request) {
        TestHumanitec.result(humanitec.client().deployments().deploy(request));
    }

    private List<RecordedRequest> posts(String path) {
        return humanitec.recorded().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith(path))
                .toList();
    }

    private static DeploymentRequest promotion() {
        return DeploymentRequest.promotion(DEV, SHOP.env("staging")).withMode(DeploymentMode.INCREMENTAL);
    }

    @Test
    void aPromotionHasItsMode() {
        deploy(promotion());

        assertThat(posts("/pipeline-runs"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("\"mode\":\"incremental\""));
    }

    @Test
    void aDirectDeploymentHasItsMode() {
        humanitec.withoutPipelines();

        deploy(promotion());

        assertThat(posts("/envs/staging/deploys"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("\"mode\":\"incremental\""));
    }

    /** An organization may forbid to deploy without its pipeline. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422, 500})
    void whatAPipelineRefusesIsNotDeployedDirectly(int status) {
        humanitec.fail(Fault.status(status).on("POST", "/pipeline-runs").times(99));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> deploy(DeploymentRequest.again(DEV)))
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
        assertThat(posts("/deploys")).isEmpty();
    }
}
