package io.jenkins.plugins.humanitec.client.workloads;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether pods run an image, by what the cluster reports, or else by what was deployed. */
class ObservedImagesTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** Runs one pod with containers. */
    private void run(String containers) {
        run("Deployment", containers);
    }

    private void run(String kind, String containers) {
        humanitec.fail(Fault.status(200)
                .on("GET", "/runtime")
                .times(999)
                .body("application/json", ObservedRuntime.of(kind + " 1 2\nRunning 2 " + containers)));
    }

    private Readiness.Workload await(Map<String, String> images) throws InterruptedException {
        ReadinessRequest request =
                ReadinessRequest.of(DEV).withWorkloads(Set.of("backend")).withImages(images);
        return humanitec
                .timelessBuilder()
                .build()
                .workloads()
                .waitForReadiness(request)
                .await(Duration.ofMinutes(1))
                .workloads()
                .get("backend");
    }

    @ParameterizedTest
    @CsvSource({
        "backend:2, backend:2, true",
        "backend:2, backend:1, false",
        "backend, backend:latest, true",
        "backend:2, docker.io/library/backend:2, true",
        "me/backend:2, docker.io/me/backend:2, true",
        "example.com/backend:2, backend:2, false",
        "example.com:80/backend, example.com:80/backend:latest, true",
        "backend@sha256:ab, backend@sha256:ab, true",
        "backend:2@sha256:ab, backend:2, true",
        "backend@sha256:cd, backend:2, false"
    })
    void imagesAreComparedAsTheClusterNamesThem(String expected, String reported, boolean same)
            throws InterruptedException {
        run("{\"name\": \"main\", \"ready\": true, \"image\": \"" + reported
                + "\", \"imageID\": \"docker-pullable://backend@sha256:ab\"}");

        if (same) {
            assertThat(await(Map.of("backend", expected)).images()).containsExactly(reported);
        } else {
            assertThatExceptionOfType(OperationTimeoutException.class)
                    .isThrownBy(() -> await(Map.of("backend", expected)))
                    .withMessageContaining("pod p0 runs " + reported + ", not " + expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "backend, a:1, true",
        "backend, b:1, true",
        "backend.a, a:1, true",
        "backend.a, b:1, false",
        "backend.c, a:1, false"
    })
    void oneContainerOrACertainOneRunsTheImage(String name, String image, boolean ready) {
        run("{\"name\": \"a\", \"image\": \"a:1\"}, {\"name\": \"b\", \"image\": \"b:1\"}");

        assertThat(isReady(Map.of(name, image))).isEqualTo(ready);
    }

    private boolean isReady(Map<String, String> images) {
        try {
            return await(images).isReady();
        } catch (OperationTimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0.0, ''", "2, ''", "1.0.0, sha256:ab", "2, sha256:ab"})
    void withoutImagesOfTheClusterThoseOfTheDeploymentCount(String tag, String reported) {
        humanitec.shop().env("dev").deployed();
        run("{\"name\": \"main\", \"ready\": true, \"image\": \"" + reported + "\"}");

        assertThat(isReady(Map.of("backend", "registry.example.com/backend:" + tag)))
                .isEqualTo(tag.equals("1.0.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "StatefulSet, registry.example.com/backend:1.0.0, true",
        "StatefulSet, registry.example.com/backend:0.9.0, false",
        "Deployment, registry.example.com/backend, false",
        "StatefulSet, mirror.example.com/backend:0.9.0, true",
        "StatefulSet, docker.io/, true",
        "StatefulSet, registry.example.com/backend@sha256:ab, true",
        "StatefulSet, registry.example.com/backend:0.9.0@sha256:ab, true",
        "CronJob, registry.example.com/backend:0.9.0, true"
    })
    void withoutExpectedImagesPodsShouldNotRunAnEarlierVersion(String kind, String reported, boolean ready) {
        humanitec.shop().env("dev").deployed();
        run(kind, "{\"name\": \"main\", \"ready\": true, \"image\": \"" + reported + "\"}");

        assertThat(isReady(Map.of())).isEqualTo(ready);
    }

    @Test
    void aClusterThatReportsAnotherTagOfTheImageForMinutesIsBelieved() throws InterruptedException {
        humanitec.shop().env("dev").deployed();
        run("{\"name\": \"main\", \"ready\": true, \"image\": \"registry.example.com/backend:1.0.0-rc1\"}");
        ReadinessRequest request = ReadinessRequest.of(DEV).withWorkloads(Set.of("backend"));

        Readiness readiness = humanitec
                .timelessBuilder()
                .build()
                .workloads()
                .waitForReadiness(request)
                .await(Duration.ofMinutes(5));

        assertThat(readiness.isReady()).isTrue();
        assertThat(humanitec.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void podsOfAnEarlierVersionAreReadyIfTheDeploymentHasFailed() {
        humanitec.shop().env("dev").deployed();
        assertThatExceptionOfType(DeploymentFailedException.class)
                .isThrownBy(() -> TestHumanitec.result(humanitec
                        .client()
                        .deployments()
                        .deploy(DeploymentRequest.images(
                                DEV, Map.of("backend", "registry.example.com/backend:broken")))));
        run("{\"name\": \"main\", \"ready\": true, \"image\": \"registry.example.com/backend:1.0.0\"}");

        assertThat(isReady(Map.of())).isTrue();
    }
}
