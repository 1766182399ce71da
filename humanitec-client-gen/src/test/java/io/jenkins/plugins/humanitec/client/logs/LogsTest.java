package io.jenkins.plugins.humanitec.client.logs;

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
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The logs of what the simulator deploys: each container says once what it runs. */
class LogsTest {

    private static final LogRequest ALL = LogRequest.of(DEV);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> log = new ArrayList<>();
    private final Instant begin = Instant.now();
    private Instant now = begin;
    private int pauses;

    /** Deploys workloads {@code w0}, {@code w1} and so on, with one image. */
    private String deploy(int workloads, String tag) {
        ObjectNode modules = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < workloads; i++) {
            ObjectNode module = modules.putObject("w" + i).put("profile", "p");
            module.putObject("externals");
            module.withObject("/spec/containers/main").put("image", "image:" + tag);
        }
        String setId = humanitec.shop().sets().add(modules, modules.objectNode());
        DeploymentRequest request = DeploymentRequest.set(DEV, setId);
        return result(humanitec.client().deployments().deploy(request)).id();
    }

    private List<LogLine> logs(LogRequest request) {
        return humanitec.client().workloads().logs(request);
    }

    /** Follows the log for a minute that passes in pauses only; each pause is counted. */
    private long follow(LogRequest request, IntConsumer inPause) throws InterruptedException {
        InstantSource time = () -> now;
        return humanitec
                .builder()
                .clock(time.withZone(ZoneOffset.UTC))
                .sleeper(pause -> {
                    inPause.accept(++pauses);
                    now = now.plus(pause);
                })
                .build()
                .workloads()
                .followLogs(request, A_MINUTE)
                .onProgress(log::add)
                .await(A_MINUTE.multipliedBy(2));
    }

    private void answer(String lines) {
        humanitec.fail(Fault.status(200).on("GET", "/logs").body("application/json", lines));
    }

    private List<String> followed() {
        return log.stream()
                .filter(line -> line.contains(" | "))
                .map(line -> line.split(" ", 2)[1])
                .toList();
    }

    @Test
    void aLineTellsWhenAndWhereItWasWritten() {
        Instant before = Instant.now().minusSeconds(1);
        deploy(1, "1");

        LogLine line = logs(ALL).get(0);

        assertThat(line.time()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(line.workload()).isEqualTo("w0");
        assertThat(line.container()).isEqualTo("main");
        assertThat(line.level()).isEqualTo("info");
        assertThat(line.message()).isEqualTo("Started image:1.");
        assertThat(line).hasToString(line.time() + " w0/main info | Started image:1.");
    }

    @Test
    void theNewestLinesComeOldestFirst() {
        deploy(60, "1");
        deploy(60, "2");

        assertThat(logs(ALL))
                .hasSize(100)
                .isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
        assertThat(logs(ALL).stream().filter(line -> line.message().endsWith("2.")))
                .hasSize(60);
        assertThat(logs(ALL.withLimit(60)))
                .hasSize(60)
                .allMatch(line -> line.message().endsWith("2."));
        assertThat(logs(ALL.withLimit(LogRequest.MAX_LIMIT))).hasSize(120);
    }

    @Test
    void moreLinesThanAPageWithTheSameTimeAreReadOnce() {
        deploy(1050, "1");

        List<LogLine> lines = logs(ALL.withLimit(LogRequest.MAX_LIMIT));

        assertThat(lines).hasSize(1050).doesNotHaveDuplicates();
        assertThat(logs(ALL.withLimit(1020))).hasSize(1020).doesNotHaveDuplicates();
    }

    @Test
    void workloadsAreReadTogether() {
        deploy(3, "1");
        deploy(3, "2");

        List<LogLine> lines = logs(ALL.withWorkloads(Set.of("w0", "w2", "none")));

        assertThat(lines)
                .extracting(line -> line.workload() + line.message())
                .containsExactly(
                        "w0Started image:1.", "w2Started image:1.", "w0Started image:2.", "w2Started image:2.");
        assertThat(logs(ALL.withWorkloads(Set.of("w0", "w2")).withLimit(3))).isEqualTo(lines.subList(1, 4));
        assertThat(logs(ALL.withWorkloads(Set.of("none")))).isEmpty();
    }

    @Test
    void linesSinceATimeAreRead() {
        deploy(110, "1");
        deploy(110, "2");
        Instant second = logs(ALL.withLimit(1)).get(0).time();

        assertThat(logs(ALL.withSince(Instant.EPOCH))).hasSize(220);
        assertThat(logs(ALL.withSince(second)))
                .hasSize(110)
                .allMatch(line -> line.message().endsWith("2."));
        assertThat(logs(ALL.withSince(second.plusNanos(1)))).isEmpty();
        assertThat(logs(ALL.withSince(Instant.EPOCH).withLimit(7))).hasSize(7);
    }

    @Test
    void theLinesOfADeploymentThatFailedSayWhy() {
        deploy(2, "1");
        try {
            deploy(1, "broken");
            throw new AssertionError("The deployment has not failed.");
        } catch (DeploymentFailedException e) {
            assertThat(logs(ALL.withDeployment(e.deployment().id())))
                    .extracting(line -> line.level() + " " + line.message())
                    .containsExactly("error Image image:broken cannot be pulled.");
        }
    }

    @Test
    void whatIsWrongIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ALL.withLimit(0))
                .withMessage("Cannot read 0 lines of a log: give a number from 1 to 10000.");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> ALL.withLimit(10_001));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ALL.withDeployment(" "))
                .withMessage("The ID of the deployment is missing.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ALL.withWorkloads(Set.of("")))
                .withMessage("The name of a workload is missing.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ContainerLogs.followStage(ALL, Duration.ZERO));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> logs(LogRequest.of(SHOP.env("nowhere"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"timestamp\": \"yesterday\"", "\"timestamp\": \"+99999-01-01T00:00:00Z\""})
    void aLineWithoutATimeIsAnError(String time) {
        answer("[{" + time + "}]");

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> logs(ALL))
                .withMessageContaining("a line of a log");
    }

    @Test
    void whatIsMissingInALineIsEmpty() {
        answer("[null, {\"timestamp\": \"2026-03-02T08:15:00.123456789+01:00\", \"payload\": \"  a\\r\\n\"}, "
                + "{\"timestamp\": \"2026-03-02T08:15:00Z\"}]");

        assertThat(logs(ALL.withLimit(2)))
                .extracting(LogLine::toString)
                .containsExactly("2026-03-02T07:15:00.123456789Z / |   a", "2026-03-02T08:15:00Z / | ");
    }

    @Test
    void theOrderOfTheApiDoesNotMatter() {
        answer("[{\"timestamp\": \"2026-03-02T08:15:00Z\", \"payload\": \"older\"}, "
                + "{\"timestamp\": \"2026-03-02T08:16:00Z\", \"payload\": \"newer\"}]");

        assertThat(logs(ALL.withLimit(1))).extracting(LogLine::message).containsExactly("newer");
    }

    @Test
    void newLinesAreFollowedUntilTheEnd() throws InterruptedException {
        deploy(2, "0");

        long lines = follow(ALL, pause -> {
            if (pause <= 3) {
                deploy(2, String.valueOf(pause));
            }
        });

        assertThat(lines).isEqualTo(6);
        assertThat(log.get(0)).isEqualTo("the log of all workloads in shop/dev: new lines follow");
        assertThat(followed())
                .containsExactly(
                        "w0/main info | Started image:1.",
                        "w1/main info | Started image:1.",
                        "w0/main info | Started image:2.",
                        "w1/main info | Started image:2.",
                        "w0/main info | Started image:3.",
                        "w1/main info | Started image:3.");
        assertThat(now).isEqualTo(begin.plus(A_MINUTE));
    }

    @Test
    void linesSinceATimeAreFollowedToo() throws InterruptedException {
        deploy(2, "0");

        long lines = follow(ALL.withSince(Instant.EPOCH).withWorkloads(Set.of("w1")), pause -> {
            if (pause == 1) {
                deploy(2, "1");
            }
        });

        assertThat(lines).isEqualTo(2);
        assertThat(followed()).containsExactly("w1/main info | Started image:0.", "w1/main info | Started image:1.");
    }

    @Test
    void faultsLoseNoLines() throws InterruptedException {
        long lines = follow(ALL, pause -> {
            if (pause == 2) {
                deploy(3, "1");
                humanitec.fail(Fault.status(500).on("GET", "/logs").times(2));
            }
        });

        assertThat(lines).isEqualTo(3);
        assertThat(followed()).hasSize(3).doesNotHaveDuplicates();
        assertThat(log).anyMatch(line -> line.contains("500"));
    }

    @Test
    void aDryRunFollowsToo() throws InterruptedException {
        deploy(1, "1");
        HumanitecClient dryRun = humanitec.timelessBuilder().dryRun(true).build();

        assertThat(dryRun.workloads()
                        .followLogs(ALL.withSince(Instant.EPOCH), A_MINUTE)
                        .await(A_MINUTE.multipliedBy(2)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LogFollowStartStage, false",
        "LogFollowStartStage, true",
        "LogFollowStage, false",
        "LogFollowStage, true"
    })
    void itGoesOnAfterARestart(String stage, boolean entered) throws Exception {
        deploy(3, "1");
        Duration moment = Duration.ofMillis(200);

        long lines = new RestartScenario(humanitec.client())
                .runWithARestart(ContainerLogs.followStage(ALL.withSince(Instant.EPOCH), moment), stage, entered);

        assertThat(lines).isEqualTo(3);
    }
}
