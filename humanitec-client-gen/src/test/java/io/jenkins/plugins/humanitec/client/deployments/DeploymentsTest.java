package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentsTest {

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

    private String image(Env env, String module) {
        return spec(env, module).path("containers").path("main").path("image").asText();
    }

    private JsonNode spec(Env env, String module) {
        String setId = env.lastDeployment().orElseThrow().instruction().setId();
        return humanitec.shop().sets().get(setId).path("modules").path(module).path("spec");
    }

    /** Deployments that were requested after the first one. */
    private int deploys() {
        return dev.deployments().size() - 1;
    }

    private long posts(String endOfPath) {
        return humanitec.requests().stream()
                .filter(request -> request.startsWith("POST") && request.endsWith(endOfPath))
                .count();
    }

    @Test
    void imagesAreDeployedAndAllElseStaysAsItIs() throws InterruptedException {
        RestartScenario scenario = new RestartScenario(humanitec.client());

        DeploymentResult result = scenario.run(Deployments.deploymentStage(
                DeploymentRequest.images(DEV, Map.of("backend", IMAGE)).withComment("shop #12 (a1b2c3d)")));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(result.id()).isEqualTo(dev.lastDeployment().orElseThrow().id());
        assertThat(result.comment()).matches("shop #12 \\(a1b2c3d\\) \\[[0-9a-f]{12}]");
        assertThat(image(dev, "backend")).isEqualTo(IMAGE);
        assertThat(image(dev, "frontend")).isEqualTo("registry.example.com/frontend:1.0.0");
        assertThat(spec(dev, "backend").path("replicas").asInt()).isEqualTo(2);
        assertThat(scenario.log())
                .contains(
                        "backend: image registry.example.com/backend:1.0.0 -> " + IMAGE,
                        "deployment " + result.id() + " to shop/dev has started",
                        "deployment " + result.id() + " to shop/dev: succeeded");
    }

    @Test
    void aContainerCanBeNamed() throws InterruptedException {
        new RestartScenario(humanitec.client())
                .run(Deployments.deploymentStage(DeploymentRequest.images(DEV, Map.of("backend.main", IMAGE))));

        assertThat(image(dev, "backend")).isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "backnd | There is no workload 'backnd' in shop/dev. Workloads there: backend, frontend, migration.",
                "backend.sidecar | 'backend.sidecar' does not identify one container in shop/dev. Use one of: backend.main."
            })
    void whatIsNotThereIsAnErrorThatListsWhatIs(String name, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client())
                        .run(Deployments.deploymentStage(DeploymentRequest.images(DEV, Map.of(name, IMAGE)))))
                .withMessage(message);
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void aFailureTellsTheErrorsOfTheDeployment() {
        RestartScenario scenario = new RestartScenario(humanitec.client());

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> scenario.run(backend("registry.example.com/backend:broken")))
                .withMessageMatching("Deployment [0-9a-f]+ to shop/dev ended with status failed\\. "
                        + "RUNT-001 workload modules.backend: The image of workload 'backend' cannot be pulled\\.")
                .satisfies(
                        failure -> assertThat(failure.deployment().problems()).hasSize(1));
        assertThat(scenario.log())
                .contains("  RUNT-001 workload modules.backend: The image of workload 'backend' cannot be pulled.");
    }

    @Test
    void aFailureIsRolledBackIfAskedFor() {
        Deployment first = dev.lastDeployment().orElseThrow();

        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client())
                        .run(Deployments.deploymentStage(
                                DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/backend:broken"))
                                        .withRollback(true))))
                .withMessageContaining("cannot be pulled")
                .withMessageEndingWith("has restored the previous deployment.");
        Deployment last = dev.lastDeployment().orElseThrow();
        assertThat(last.status()).isEqualTo("succeeded");
        assertThat(last.instruction().setId()).isEqualTo(first.instruction().setId());
        assertThat(deploys()).isEqualTo(2);
    }

    @Test
    void theLastDeploymentIsDeployedAgain() throws InterruptedException {
        DeploymentResult result =
                new RestartScenario(humanitec.client()).run(Deployments.deploymentStage(DeploymentRequest.again(DEV)));

        assertThat(dev.deployments()).hasSize(2);
        assertThat(result.setId())
                .isEqualTo(dev.deployments().get(0).instruction().setId());
    }

    @Test
    void whatRunsInOneEnvironmentIsPromotedToAnother() throws InterruptedException {
        Env prod = humanitec.shop().addEnv("prod", "Production", "production").addModule("backend", "Deployment", 4);
        prod.deployed();
        RestartScenario scenario = new RestartScenario(humanitec.client());
        scenario.run(backend(IMAGE));

        DeploymentResult result =
                scenario.run(Deployments.deploymentStage(DeploymentRequest.promotion(DEV, SHOP.env("prod"))));

        assertThat(result.env()).isEqualTo(SHOP.env("prod"));
        assertThat(image(prod, "backend")).isEqualTo(IMAGE);
        assertThat(prod.modules()).containsOnlyKeys("backend", "frontend", "migration");
    }

    @Test
    void withoutWaitingItIsOverOnceItIsSent() throws InterruptedException {
        humanitec.withoutPipelines();

        DeploymentResult result = new RestartScenario(humanitec.client())
                .run(Deployments.deploymentStage(DeploymentRequest.again(DEV).withWaiting(false)));

        assertThat(result.status()).isIn("pending", "in progress");
        assertThat(humanitec.requests()).last().asString().startsWith("POST ");
    }

    @ParameterizedTest
    @CsvSource({
        "QueueStage, false, request",
        "PrepareStage, false, request",
        "PrepareStage, true, request",
        "SendStage, false, request",
        "SendStage, true, request",
        "RunStage, false, request",
        "RunStage, true, request",
        "FollowStage, false, request",
        "FollowStage, true, request",
        "SendStage, false, direct",
        "SendStage, true, direct",
        "FollowStage, true, direct"
    })
    void aRestartAtAnyPointSendsTheDeploymentOnce(String stage, boolean entered, String way) throws Exception {
        if (way.equals("direct")) {
            humanitec.withoutPipelines();
        }

        DeploymentResult result =
                new RestartScenario(humanitec.client()).runWithARestart(backend(IMAGE), stage, entered);

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(image(dev, "backend")).isEqualTo(IMAGE);
        assertThat(deploys()).isEqualTo(1);
        assertThat(humanitec.requests().stream().filter(r -> r.startsWith("POST") && r.endsWith("/deltas")))
                .hasSize(1);
    }

    @Test
    void deploymentsOfOneProcessFollowEachOther() throws Exception {
        DeploymentQueue turns = new DeploymentQueue();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<DeploymentResult>> builds = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> "registry.example.com/backend:2.0." + i)
                .<Callable<DeploymentResult>>map(
                        image -> () -> new RestartScenario(humanitec.client(), turns).run(backend(image)))
                .toList();

        for (Future<DeploymentResult> build : threads.invokeAll(builds)) {
            assertThat(build.get().status()).isEqualTo("succeeded");
        }
        threads.shutdown();

        assertThat(dev.deployments())
                .hasSize(5)
                .allMatch(deployment -> deployment.status().equals("succeeded"));
        assertThat(posts("/pipeline-runs")).as("none was refused").isEqualTo(4);
    }

    @Test
    void aDeploymentFromElsewhereIsWaitedFor() throws InterruptedException {
        dev.deploy("by hand", null, dev.baseSet());

        DeploymentResult result = new RestartScenario(humanitec.client()).run(backend(IMAGE));

        assertThat(result.status()).isEqualTo("succeeded");
        assertThat(deploys()).as("with the other one").isEqualTo(2);
    }

    @Test
    void aDeploymentFromElsewhereIsAReasonToFailIfAskedFor() {
        Deployment other = dev.deploy("by hand", null, dev.baseSet());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new RestartScenario(humanitec.client())
                        .run(Deployments.deploymentStage(
                                DeploymentRequest.again(DEV).withConcurrency(Concurrency.FAIL))))
                .withMessageStartingWith("Another deployment to shop/dev is in progress: deployment " + other.id());
        assertThat(posts("/pipeline-runs")).isZero();
    }

    @Test
    void aDryRunTellsWhatWouldBeDeployedAndChangesNothing() throws InterruptedException {
        RestartScenario scenario =
                new RestartScenario(humanitec.builder().dryRun(true).build());

        DeploymentResult result = scenario.run(backend(IMAGE));

        assertThat(result.status()).isEqualTo("dry run");
        assertThat(scenario.log())
                .containsExactly(
                        "backend: image registry.example.com/backend:1.0.0 -> " + IMAGE,
                        "would deploy these changes to shop/dev");
        assertThat(humanitec.requests()).noneMatch(request -> request.endsWith("/deltas"));
        assertThat(humanitec.shop().pipelines().runs()).isEmpty();
    }
}
