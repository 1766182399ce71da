package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operation tells about what it is about to change. */
class ToldDifferencesTest {

    private static final String CHANGED =
            "~ modules/backend/spec/containers/main/image: \"registry.example.com/backend:1.0.0\" -> \"backend:2\"";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> log = new ArrayList<>();
    private final List<List<String>> told = new ArrayList<>();
    private String firstSet;

    @BeforeEach
    void deployFirst() {
        firstSet = humanitec
                .shop()
                .env("dev")
                .deployed()
                .lastDeployment()
                .orElseThrow()
                .instruction()
                .setId();
    }

    /** Runs the first stages, in which it is told. */
    private void begin(DeploymentRequest request) {
        HumanitecClient client = humanitec.client();
        OperationContext operation =
                new OperationContext(client.context(), client.context(), new DeploymentQueue(), log::add, told::add);
        Stage<DeploymentResult> stage = new PrepareStage(request, null);
        stage.enter(operation);
    }

    private static DeploymentRequest backend(String image) {
        return DeploymentRequest.images(DEV, Map.of("backend", image));
    }

    @Test
    void anImageIsToldAsAChangeOfTheSet() {
        begin(backend("backend:2"));

        assertThat(told).containsExactly(List.of(CHANGED));
    }

    @Test
    void anImageThatIsThereAlreadyIsNoDifference() throws InterruptedException {
        new RestartScenario(humanitec.client()).run(Deployments.deploymentStage(backend("backend:2")));

        begin(backend("backend:2"));

        assertThat(told).containsExactly(List.of());
    }

    @Test
    void aSetIsComparedWithWhatIsThere() throws InterruptedException {
        new RestartScenario(humanitec.client()).run(Deployments.deploymentStage(backend("backend:2")));

        begin(DeploymentRequest.set(DEV, firstSet));

        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("\"backend:2\" -> \"registry.example.com/backend:1.0.0\"");
    }

    @Test
    void aSetIsDeployedAlsoIfNobodyCanReadIt() {
        humanitec.fail(Fault.status(403).on("GET", "/sets/" + firstSet));

        begin(DeploymentRequest.set(DEV, firstSet));

        assertThat(told).isEmpty();
        assertThat(log).anyMatch(line -> line.startsWith("the differences are unknown: GET "));
    }

    @Test
    void nothingIsReadIfNobodyNeedsIt() throws InterruptedException {
        new RestartScenario(humanitec.client()).run(Deployments.deploymentStage(DeploymentRequest.set(DEV, firstSet)));

        assertThat(humanitec.requests()).noneMatch(request -> request.contains("/sets/"));
    }
}
