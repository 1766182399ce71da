package io.jenkins.plugins.humanitec.client.workloads;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is concluded from what the cluster reports of pods, in one observation or several. */
class ObservedPodsTest {

    private static final Duration A_WHILE = Duration.ofMinutes(20);
    private static final String READY = "Running 2 {\"name\": \"main\", \"ready\": true, \"image\": \"backend:2\"}";
    private static final String OLD = "Running 1 {\"name\": \"main\", \"ready\": true, \"image\": \"backend:1\"}";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private void observe(int times, String runtime) {
        humanitec.fail(Fault.status(200)
                .on("GET", "/runtime")
                .times(times)
                .body("application/json", runtime.startsWith("{") ? runtime : ObservedRuntime.of(runtime)));
    }

    private Readiness.Workload await() throws InterruptedException {
        return humanitec
                .timelessBuilder()
                .build()
                .workloads()
                .waitForReadiness(ReadinessRequest.of(DEV).withWorkloads(Set.of("backend")))
                .await(A_WHILE)
                .workloads()
                .get("backend");
    }

    private static String waiting(String reason) {
        return "Pending 2 {\"name\": \"main\", \"ready\": false, \"state\": {\"waiting\": {\"reason\": \"" + reason
                + "\"}}}";
    }

    private Duration waited() {
        return humanitec.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deployment 1 2|" + READY,
                "Deployment 2 2|" + READY + "|" + READY + "|Failed 2 -",
                "Deployment 1 0|Running 0 -",
                "StatefulSet 1 7|" + READY,
                "DaemonSet 0 2|" + READY + "|" + READY,
                "Deployment 0 2",
                "Job 1 2",
                "Job 1 2|Succeeded 2 -",
                "Job 1 2|Failed 2 -|Succeeded 2 -",
                "Job 1 2|Running 2 -",
                "CronJob 0 2",
                "Deployment 1 2|" + READY + "|Job 1 1|Succeeded 1 -",
            })
    void whatIsReady(String lines) throws InterruptedException {
        observe(99, lines.replace('|', '\n'));

        assertThat(await().isReady()).isTrue();
        assertThat(humanitec.pauses()).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Deployment 2 2|" + READY + "; 1 pod exists, 2 are requested",
                "Deployment 1 2|" + READY + "|" + READY + "; 2 pods exist, 1 is requested",
                "Deployment 1 3|" + READY + "; pod p0 is of revision 2, the newest is 3",
                "Deployment 1 2|" + READY + "|" + OLD + "; pod p1 is of revision 1, the newest is 2",
                "StatefulSet 2 0|" + READY + "|" + OLD + "; pod p1 is of revision 1, the newest is 2",
                "Deployment 1 2|Pending 2 -; pod p0 is Pending",
                "Deployment 1 2|Unknown 2 -; pod p0 is Unknown",
                "Deployment 1 2|Running 2 {\"ready\": false}; pod p0 is not ready",
                "Deployment 1 2|Running 2 {\"name\": \"a\", \"ready\": false}; pod p0, container a is not ready",
                "Job 1 2|Pending 2 -; pod p0 is Pending",
            })
    void whatIsNotReadySaysWhy(String lines, String reason) {
        observe(999, lines.replace('|', '\n'));

        assertThatExceptionOfType(OperationTimeoutException.class)
                .isThrownBy(this::await)
                .withMessageContaining(reason)
                .withMessageNotContaining("null");
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidImageName, 0", "ErrImageNeverPull, 0", "ErrImagePull, 30", "ImagePullBackOff, 30",
        "CreateContainerConfigError, 30", "CreateContainerError, 30", "CrashLoopBackOff, 60", "Unschedulable, 300"
    })
    void whatDoesNotEndByItself(String reason, int seconds) {
        observe(999, lines("Deployment 1 2", waiting(reason)));

        assertThatExceptionOfType(WorkloadsNotReadyException.class)
                .isThrownBy(this::await)
                .withMessage(
                        "Workload backend in shop/dev does not become ready: pod p0, container main: " + reason + ".");
        assertThat(waited()).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 15));
    }

    @Test
    void whatGoesByIsNoFailure() throws InterruptedException {
        List<String> reasons =
                List.of("CrashLoopBackOff", "ImagePullBackOff", "CreateContainerConfigError", "ErrImagePull");
        for (String reason : reasons) {
            observe(2, lines("Deployment 1 2", waiting(reason)));
            observe(1, lines("Deployment 1 2", waiting("ContainerCreating")));
        }
        observe(1, lines("Deployment 1 2", READY));

        assertThat(await().state()).isEqualTo(Readiness.State.READY);
        assertThat(waited()).isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void aContainerBetweenTwoCrashesIsNotWell() {
        String started =
                "Running 2 {\"name\": \"main\", \"ready\": false, \"restartCount\": 3, \"state\": {\"running\": {}}}";
        for (int i = 0; i < 20; i++) {
            observe(1, lines("Deployment 1 2", waiting("CrashLoopBackOff")));
            observe(1, lines("Deployment 1 2", started));
        }

        assertThatExceptionOfType(WorkloadsNotReadyException.class).isThrownBy(this::await);
        assertThat(waited()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
    }

    @Test
    void aPodThatIsBeingReplacedMayCrash() throws InterruptedException {
        String crashing = waiting("CrashLoopBackOff").replace("Pending 2", "Pending 1");
        observe(30, lines("Deployment 1 2", crashing, waiting("ContainerCreating")));
        observe(1, lines("Deployment 1 2", READY));

        assertThat(await().isReady()).isTrue();
        assertThat(waited()).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void aCrashSaysHowTheProcessEnded() {
        observe(
                999,
                lines(
                        "Deployment 1 2",
                        "Running 2 {\"name\": \"main\", \"ready\": false, \"state\": {\"waiting\": "
                                + "{\"reason\": \"CrashLoopBackOff\", \"message\": \"back-off\"}}, \"lastState\": {\"terminated\": "
                                + "{\"reason\": \"OOMKilled\", \"exitCode\": 137}}}"));

        assertThatExceptionOfType(WorkloadsNotReadyException.class)
                .isThrownBy(this::await)
                .withMessageContaining("CrashLoopBackOff (back-off; before: OOMKilled, exit code 137)");
    }

    @Test
    void bothSpellingsOfTheApiAreRead() {
        observe(
                999,
                lines(
                        "Deployment 1 2",
                        "Running 2 {\"name\": \"main\", \"ready\": false, \"restart_count\": 2, "
                                + "\"state\": {\"terminated\": {\"reason\": \"Error\", \"exit_code\": 1, \"message\": \"no database\"}}}"));

        assertThatExceptionOfType(WorkloadsNotReadyException.class)
                .isThrownBy(this::await)
                .withMessageContaining("container main: Error (no database, exit code 1)");
    }

    @Test
    void theMessageOfAControllerThatGaveUpEndsIt() {
        observe(
                999,
                ObservedRuntime.of(lines("Deployment 1 2", "Pending 2 -"))
                        .replace("\"m\"", "\"ReplicaSet \\\"backend-1\\\" has timed out progressing.\""));

        assertThatExceptionOfType(WorkloadsNotReadyException.class)
                .isThrownBy(this::await)
                .withMessageContaining("pod p0 is Pending; ReplicaSet \"backend-1\" has timed out progressing.");
        assertThat(waited()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(45));
    }

    @Test
    void aJobWhosePodsHaveFailedEndsIt() {
        observe(999, lines("Job 1 2", "Failed 2 -", "Failed 2 -"));

        assertThatExceptionOfType(WorkloadsNotReadyException.class)
                .isThrownBy(this::await)
                .withMessageContaining("pod p0 has failed; pod p1 has failed");
    }

    @Test
    void aWorkloadIsStoppedWhenItWasSeenSoTwice() throws InterruptedException {
        observe(1, "Deployment 0 2");
        observe(1, lines("Deployment 2 2", READY));
        observe(1, lines("Deployment 2 2", READY, READY));

        assertThat(await().ready()).isEqualTo(2);
    }

    @Test
    void manyReasonsAreShortened() {
        observe(999, lines("Deployment 12 2", String.join("\n", Collections.nCopies(12, "Pending 2 -"))));

        assertThatExceptionOfType(OperationTimeoutException.class)
                .isThrownBy(this::await)
                .withMessageContaining("pod p9 is Pending; 2 more)");
    }
}
