package io.jenkins.plugins.humanitec.client.workloads;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When pods have followed a number of replicas, whatever else is listed in the runtime. */
class SettlingTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** Controllers as {@code Kind replicas phase,phase,…}; a phase that begins with {@code !} is of a pod that is not ready. */
    private void run(String controllers) {
        String json = Arrays.stream(controllers.split(";"))
                .map(String::strip)
                .map(controller -> {
                    String[] parts = controller.split(" ");
                    return "\"" + parts[0] + "-x\": {\"kind\": \"" + parts[0] + "\", \"replicas\": " + parts[1]
                            + ", \"status\": \"Success\", \"message\": \"\", \"revision\": 1, \"pods\": ["
                            + (parts.length < 3 ? "" : pods(parts[2])) + "]}";
                })
                .collect(Collectors.joining(", "));
        humanitec.fail(Fault.status(200)
                .on("GET", "/runtime")
                .body("application/json", "{\"namespace\": \"n\", \"modules\": {\"backend\": {" + json + "}}}"));
    }

    private static String pods(String phases) {
        return Arrays.stream(phases.split(","))
                .map(phase -> "{\"podName\": \"p\", \"revision\": 1, \"phase\": \"" + phase.replace("!", "")
                        + "\", \"status\": \"s\", \"containerStatuses\": [{\"name\": \"main\", \"ready\": "
                        + !phase.startsWith("!") + "}]}")
                .collect(Collectors.joining(", "));
    }

    private Poller.Progress<RuntimeSnapshot> look(int wanted) {
        return humanitec
                .client()
                .workloads()
                .scalingPoller(DEV, Map.of("backend", wanted), Instant.now().plus(Duration.ofMinutes(1)))
                .poll();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment 2 Running,Running | 2 | true",
                "Deployment 2 Running,Running,Failed | 2 | true",
                "Deployment 2 !Failed,Running,Running,!Failed | 2 | true",
                "Deployment 2 Running,Running,Succeeded | 2 | true",
                "Deployment 0 !Failed | 0 | true",
                "Deployment 2 Running,Running; Job 1 !Succeeded | 2 | true",
                "Deployment 2 Running,Running; Job 1 !Running | 2 | true",
                "Deployment 2 Running,Running; CronJob 0 !Succeeded,!Failed | 2 | true",
                "Deployment 2 Running,Running; DaemonSet 3 Running,Running,!Running | 2 | true",
                "Deployment 0; Job 1 Running | 0 | true",
                "Deployment 2 Running,Running; StatefulSet 2 Running,Running | 2 | true",
                "Deployment 2 Running,Running; StatefulSet 1 Running | 2 | true",
                "Deployment 2 Running,Running; StatefulSet 2 Running,!Running | 2 | false",
                "Deployment 1 Running; Job 1 Running | 2 | false",
                "Deployment 2 Running; Job 1 Running | 2 | false",
                "Deployment 2 Running,Failed | 2 | false",
                "Deployment 2 Running,!Running | 2 | false",
                "Deployment 2 Running,!Pending | 2 | false",
                "Deployment 2 Running,!Unknown | 2 | false",
                "Deployment 2 Running,Running,Running | 2 | false",
                "Deployment 2 Running,Running,!Pending | 2 | false",
                "Deployment 0 Running | 0 | false",
                "Deployment 0 !Running | 0 | false",
                "Deployment 3 Running,Running | 2 | false",
                "Job 2 Running,Running | 2 | false",
            })
    void podsOfWhatCanBeScaledCountUnlessTheyAreOver(String controllers, int wanted, boolean settled) {
        run(controllers);

        assertThat(look(wanted).result().isPresent()).isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment 3 Running,!Running,!Failed; Job 1 Running | backend has 1 of 3 pods ready, 1 not ready",
                "Deployment 3 Running,Running; Job 1 Running | backend has 2 of 3 pods ready",
            })
    void theProgressTellsOfTheSamePods(String controllers, String progress) {
        run(controllers);

        assertThat(look(3).status()).isEqualTo(progress);
    }

    @Test
    void allPodsAreListedAllTheSame() {
        run("Deployment 2 Running,Running,!Failed; Job 1 !Succeeded");

        RuntimeSnapshot.Module backend =
                humanitec.client().workloads().runtime(DEV).modules().get("backend");

        assertThat(backend.pods())
                .extracting(RuntimeSnapshot.Pod::phase)
                .containsExactlyInAnyOrder("Running", "Running", "Failed", "Succeeded");
        assertThat(backend.replicas()).isEqualTo(2);
        assertThat(backend.readyPods()).isEqualTo(2);
        assertThat(backend.scalable()).isTrue();
        assertThat(backend.status()).isEqualTo("Success");
    }

    @Test
    void whatHasOnlyAJobCannotBeScaled() {
        run("Job 1 Running");

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().workloads().startScaling(DEV, Map.of("backend", 2)))
                .withMessageContaining("cannot be scaled");
    }
}
