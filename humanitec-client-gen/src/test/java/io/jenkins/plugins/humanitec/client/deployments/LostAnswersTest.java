package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments whose requests or responses are lost or unreadable. */
class LostAnswersTest {

    private static final String IMAGE = "registry.example.com/backend:2.0.0";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Env dev;

    @BeforeEach
    void deployFirst() {
        dev = humanitec.shop().env("dev").deployed();
    }

    private static Stage<DeploymentResult> backend(String image) {
        return Deployments.deploymentStage(DeploymentRequest.images(DEV, Map.of("backend", image)));
    }

    @ParameterizedTest
    @CsvSource({
        "LOST_ANSWER, /pipeline-runs",
        "TRUNCATE, /pipeline-runs",
        "GATEWAY_ERROR, /pipeline-runs",
        "LOST_ANSWER, /deploys",
        "TRUNCATE, /deploys",
        "GATEWAY_ERROR, /deploys",
        "LOST_ANSWER, /deltas",
        "TRUNCATE, /deltas",
        "GATEWAY_ERROR, /deltas"
    })
    void aDeploymentWhoseAnswerIsLostIsFoundAgain(Fault.Kind kind, String path) throws InterruptedException {
        useDirectWay(path);
        humanitec.fail(Fault.of(kind).on("POST", path));

        DeploymentResult result = new RestartScenario(humanitec.client()).run(backend(IMAGE));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(dev.deployments()).hasSize(2);
    }

    private void useDirectWay(String path) {
        if (path.equals("/deploys")) {
            humanitec.withoutPipelines();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "/pipeline-runs, ##",
                "/pipeline-runs, {}",
                "/pipeline-runs, {\"id\":\"\"}",
                "/pipeline-runs, {\"id\":\"7\"}",
                "/deploys, ##",
                "/deltas, ##",
                "/deploys, {}",
                "/deltas, {}",
                "/deploys, {\"id\":\"\"}",
                "/deltas, []"
            })
    void anAnswerWithoutAnIdDoesNotTellWhatWasMade(String path, String body) {
        useDirectWay(path);
        humanitec.fail(Fault.status(200).on("POST", path).body("application/json", body));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client()).run(backend(IMAGE)))
                .withMessageContaining("may have been processed nevertheless");
    }

    @Test
    void aDeploymentThatDidNotArriveIsNotSentBlindlyAgain() {
        humanitec.withoutPipelines();
        humanitec.fail(Fault.of(Fault.Kind.RESET).on("POST", "/deploys"));

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client()).run(backend(IMAGE)));
        assertThat(dev.deployments()).hasSize(1);
    }
}
