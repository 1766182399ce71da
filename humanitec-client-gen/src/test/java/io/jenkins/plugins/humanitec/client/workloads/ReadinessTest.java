package io.jenkins.plugins.humanitec.client.workloads;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wait for pods, against what the simulator deploys. */
class ReadinessTest {

    private static final String IMAGE = "registry.example.com/backend:";
    private static final ReadinessRequest ALL = ReadinessRequest.of(DEV);
    private static final ReadinessRequest BACKEND = ALL.withWorkloads(Set.of("backend"));

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void deploy() {
        humanitec.shop().env("dev").deployed();
    }

    private void deploy(String tag) {
        result(humanitec.client().deployments().deploy(DeploymentRequest.images(DEV, Map.of("backend", IMAGE + tag))));
        humanitec.pauses().clear();
    }

    private Readiness await(HumanitecClient client, ReadinessRequest request) {
        try {
            return client.workloads()
                    .waitForReadiness(request)
                    .onProgress(log::add)
                    .await(Duration.ofMinutes(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Readiness await(ReadinessRequest request) {
        return await(humanitec.client(), request);
    }

    /** The next observations are of a deployment that is in progress. */
    private void inProgress(int observations) {
        for (int i = 0; i < observations; i++) {
            humanitec.fail(Fault.status(200).on("GET", "/envs/dev").body("application/json", """
                    {"id": "dev", "name": "Dev", "type": "development", "last_deploy":
                      {"id": "d1", "status": "in progress"}}"""));
            humanitec.fail(Fault.status(200)
                    .on("GET", "/envs/dev/runtime")
                    .body("application/json", "{\"namespace\": \"n\", \"modules\": {}}"));
        }
    }

    /** Time passes in pauses only. */
    private WorkloadsNotReadyException failure(ReadinessRequest request) {
        try {
            throw new AssertionError(await(humanitec.timelessBuilder().build(), request));
        } catch (WorkloadsNotReadyException e) {
            return e;
        }
    }

    private Duration waited() {
        return humanitec.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void withoutNamesItWaitsForAllWorkloadsOfTheLastDeployment() {
        Readiness readiness = await(ALL);

        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.env()).isEqualTo(DEV);
        assertThat(readiness.workloads())
                .containsOnlyKeys("backend", "frontend", "migration")
                .containsEntry(
                        "backend",
                        new Readiness.Workload(Readiness.State.READY, 2, 2, List.of(IMAGE + "1.0.0"), List.of()));
        assertThat(log)
                .containsExactly("backend: 2 of 2 pods ready", "frontend: 1 of 1 pods ready", "migration: ready");
    }

    @Test
    void whatRunsWithoutADeploymentCanBeNamed() {
        humanitec.shop().addEnv("other", "Other", "development").addModule("web", "Deployment", 1);
        ReadinessRequest other = ReadinessRequest.of(SHOP.env("other"));

        assertThat(await(other.withWorkloads(Set.of("web"))).workloads()).containsOnlyKeys("web");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> await(other))
                .withMessage("Nothing was deployed to shop/other yet, so there are no workloads to wait for. "
                        + "Deploy first, or name the workloads.");
    }

    @Test
    void itWaitsForPodsThatStart() {
        humanitec.client().workloads().startScaling(DEV, Map.of("backend", 4));

        assertThat(await(BACKEND).workloads().get("backend").ready()).isEqualTo(4);
    }

    @Test
    void itWaitsForADeploymentThatIsInProgress() {
        deploy("2");
        inProgress(1);

        Readiness readiness = await(BACKEND);

        assertThat(readiness.workloads().get("backend").images()).containsExactly(IMAGE + "2");
        assertThat(log.get(0)).isEqualTo("readiness of backend in shop/dev: deployment d1 is in progress");
    }

    @Test
    void problemsFromBeforeADeploymentDoNotCount() {
        deploy("unpullable");
        inProgress(20);

        assertThat(failure(BACKEND)).hasMessageContaining("ImagePullBackOff");
        assertThat(waited()).isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void itWaitsForTheExpectedImage() {
        ReadinessRequest request = ALL.withWorkloads(Set.of("frontend")).withImages(Map.of("backend", IMAGE + "2"));

        assertThatExceptionOfType(OperationTimeoutException.class)
                .isThrownBy(() -> await(humanitec.timelessBuilder().build(), request))
                .withMessageContaining("readiness of backend, frontend in shop/dev")
                .withMessageContaining("pod backend-0 runs " + IMAGE + "1.0.0, not " + IMAGE + "2");
        assertThat(log).last().isEqualTo("The pods of backend, frontend in shop/dev were not changed.");

        deploy("2");
        assertThat(await(request).workloads()).containsOnlyKeys("backend", "frontend");
    }

    @ParameterizedTest
    @CsvSource({
        "crashing, 60, CrashLoopBackOff (back-off 40s restarting failed container)",
        "unpullable, 30, ImagePullBackOff (Back-off pulling image)",
        "misconfigured, 30, CreateContainerConfigError (secret \"credentials\" not found)",
    })
    void podsThatDoNotStartEndItAfterAWhile(String tag, int seconds, String reason) {
        deploy(tag);

        WorkloadsNotReadyException failure = failure(ALL);

        assertThat(failure)
                .hasMessageStartingWith("Workload backend in shop/dev does not become ready: pod ")
                .hasMessageContaining("pod backend-2, container main: " + reason);
        Readiness.Workload backend = failure.readiness().workloads().get("backend");
        assertThat(backend.state()).isEqualTo(Readiness.State.FAILED);
        assertThat(backend.replicas()).isEqualTo(2);
        assertThat(backend.ready()).isZero();
        assertThat(backend.images()).containsExactly(IMAGE + "1.0.0", IMAGE + tag);
        assertThat(failure.readiness().workloads().get("frontend").isReady()).isTrue();
        assertThat(waited()).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 15));
    }

    @Test
    void aPodWithoutAPlaceEndsItAfterMinutes() {
        deploy("unschedulable");

        assertThat(await(ALL.withWorkloads(Set.of("frontend"))).isReady()).isTrue();
        humanitec.pauses().clear();
        assertThat(failure(BACKEND)).hasMessageContaining("Unschedulable: 0/3 nodes are available");
        assertThat(waited())
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(15));
    }

    @Test
    void whatDoesNotRunAfterAFailedDeploymentEndsIt() {
        humanitec.shop().addEnv("empty", "Empty", "development");
        String setId = humanitec.shop().sets().add(webBroken(), webBroken().objectNode());
        DeploymentRequest request = DeploymentRequest.set(SHOP.env("empty"), setId);
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> result(humanitec.client().deployments().deploy(request)));

        WorkloadsNotReadyException failure = failure(ReadinessRequest.of(SHOP.env("empty")));

        assertThat(failure)
                .hasMessageMatching("Workload web in shop/empty does not become ready: "
                        + "the cluster does not report it; deployment \\w+ is failed\\.");
    }

    private static ObjectNode webBroken() {
        ObjectNode modules = JsonNodeFactory.instance.objectNode();
        modules.putObject("web").put("profile", "p").putObject("externals");
        modules.withObject("/web/spec/containers/main").put("image", "web:broken");
        return modules;
    }

    @Test
    void aPausedEnvironmentHasNothingToWaitFor() {
        result(humanitec.client().workloads().pause(DEV));

        Readiness readiness = await(BACKEND);

        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.workloads().get("backend").state()).isEqualTo(Readiness.State.STOPPED);
        assertThat(log).last().isEqualTo("backend: stopped");
    }

    @Test
    void aDryRunTellsWhatIsNowAndDoesNotWait() {
        deploy("crashing");
        HumanitecClient dryRun = humanitec.builder().dryRun(true).build();

        Readiness readiness = await(dryRun, BACKEND.withImages(Map.of("new", "new:1")));

        assertThat(readiness.workloads().get("backend").state()).isEqualTo(Readiness.State.NOT_READY);
        assertThat(readiness.workloads().get("new").state()).isEqualTo(Readiness.State.NOT_RUNNING);
        assertThat(log)
                .hasSize(1)
                .first()
                .asString()
                .startsWith(
                        "would wait until the pods of backend, new in shop/dev are ready; now: backend: 0 of 2 pods ready (");
        assertThat(humanitec.pauses()).isEmpty();
    }

    @Test
    void whatIsWrongIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> await(ALL.withWorkloads(Set.of("backnd"))))
                .withMessage("There is no workload 'backnd' in shop/dev. "
                        + "Workloads there: backend, frontend, migration.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> await(ReadinessRequest.of(SHOP.env("nowhere"))))
                .withMessage("There is no environment shop/nowhere in acme.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ALL.withWorkloads(Set.of(" ")))
                .withMessage("The name of a workload is missing.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ALL.withImages(Map.of("backend", "backend:null")))
                .withMessageContaining("backend:null");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Workloads.readinessStage(ALL, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "ReadinessStartStage, false",
        "ReadinessStartStage, true",
        "ReadinessFollowStage, false",
        "ReadinessFollowStage, true"
    })
    void itGoesOnAfterARestart(String stage, boolean entered) throws Exception {
        Readiness readiness = new RestartScenario(humanitec.client())
                .runWithARestart(Workloads.readinessStage(ALL, Duration.ofMinutes(1)), stage, entered);

        assertThat(readiness.isReady()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "crashing"})
    void theResultCanBeStored(String tag) throws IOException, ClassNotFoundException {
        deploy(tag);
        Readiness readiness =
                tag.equals("2") ? await(BACKEND) : failure(BACKEND).readiness();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(readiness);
        }

        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
                .isEqualTo(readiness);
    }
}
