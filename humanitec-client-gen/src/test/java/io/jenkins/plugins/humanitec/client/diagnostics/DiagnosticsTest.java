package io.jenkins.plugins.humanitec.client.diagnostics;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.FailedResource;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.UnreadyPod;
import io.jenkins.plugins.humanitec.client.files.FileSource;
import io.jenkins.plugins.humanitec.client.logs.LogLine;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import io.jenkins.plugins.humanitec.client.score.ScoreReader;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a failed deployment, without being asked. */
class DiagnosticsTest {

    private static final DeploymentRequest BROKEN =
            DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/backend:broken"));

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void deployFirst() {
        humanitec.shop().env("dev").deployed();
    }

    private DeploymentFailedException failure(DeploymentRequest request) {
        return catchThrowableOfType(
                DeploymentFailedException.class,
                () -> humanitec
                        .client()
                        .deployments()
                        .deploy(request)
                        .onProgress(log::add)
                        .await(Duration.ofMinutes(1)));
    }

    private FailureReport report(DeploymentRequest request) {
        return failure(request).failureReport().orElseThrow();
    }

    @Test
    void whatIsLeftOutIsTold() {
        String errors =
                IntStream.range(0, 23).mapToObj(i -> """
                        {"code": "RUNT-001", "scope": "workload", "object_id": "modules.w%d", "message": "m", "error_type": "runtime",
                         "summary": "s"}""".formatted(i)).collect(Collectors.joining(",", "[", "]"));
        String pods = IntStream.range(0, 22).mapToObj(i -> """
                        {"podName": "p%d", "phase": "Pending", "revision": 1, "status": "s", "containerStatuses":
                         [{"name": "main", "state": {}}]}""".formatted(i)).collect(Collectors.joining(",", "[", "]"));
        humanitec.fail(Fault.status(200).on("GET", "/errors").body("application/json", errors));
        humanitec.fail(Fault.status(200).on("GET", "/runtime").times(9).body("application/json", """
                {"namespace": "n", "modules": {"backend": {"x": {"kind": "Deployment", "replicas": 22, "status": "s",
                "message": "m", "revision": 1, "pods": %s}}}}""".formatted(pods)));

        FailureReport report = report(BROKEN);

        assertThat(report.problems()).hasSize(Diagnostics.MOST_PROBLEMS);
        assertThat(report.pods()).hasSize(Diagnostics.MOST_PODS);
        assertThat(report.unread())
                .containsExactly(
                        "Left out 3 more errors.",
                        "Left out 2 more containers that are not ready.",
                        "Left out 13 more logs of containers.");
        assertThat(log).contains("  Left out 3 more errors.");
    }

    @Test
    void aFailedDeploymentShowsItsErrorsAndTheLogOfItsWorkload() {
        FailureReport report = report(BROKEN);

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("RUNT-001");
            assertThat(problem.workload()).hasValue("backend");
            assertThat(problem.scoreFile()).isNull();
        });
        assertThat(report.logs()).singleElement().satisfies(lines -> {
            assertThat(lines.name()).isEqualTo("backend");
            assertThat(lines.lines())
                    .extracting(LogLine::message)
                    .singleElement()
                    .asString()
                    .contains(":broken");
        });
        assertThat(report.resources()).isEmpty();
        assertThat(report.unread()).isEmpty();
        assertThat(log)
                .containsSubsequence(
                        "  RUNT-001 workload modules.backend: The image of workload 'backend' cannot be pulled.",
                        "  last lines of the log of backend:")
                .anyMatch(line -> line.endsWith("error | Image registry.example.com/backend:broken cannot be pulled."));
    }

    @Test
    void anErrorNamesTheScoreFileOfItsWorkload(@TempDir Path workspace) throws Exception {
        Files.createDirectories(workspace.resolve("services"));
        Files.writeString(workspace.resolve("services/score.yaml"), """
                apiVersion: score.dev/v1b1
                metadata: {name: backend}
                containers: {main: {image: "."}}
                """);
        ScoreFile file = new ScoreReader(FileSource.of(workspace))
                .read("services/score.yaml")
                .get(0)
                .withImage("registry.example.com/backend:broken");

        FailureReport report = report(DeploymentRequest.score(DEV, List.of(file)));

        assertThat(report.problems()).extracting(DeploymentProblem::scoreFile).containsExactly("services/score.yaml");
        assertThat(log)
                .anyMatch(line -> line.startsWith("  RUNT-001 workload modules.backend (services/score.yaml): "));
    }

    @Test
    void aResourceThatWasNotProvisionedIsThereWithTheMessageOfItsDriver(@TempDir Path workspace) throws Exception {
        Files.writeString(workspace.resolve("score.yaml"), """
                apiVersion: score.dev/v1b1
                metadata: {name: backend}
                containers: {main: {image: "registry.example.com/backend:2"}}
                resources: {db: {type: postgres, class: broken}}
                """);
        ScoreFile file =
                new ScoreReader(FileSource.of(workspace)).read("score.yaml").get(0);

        FailureReport report = report(DeploymentRequest.score(DEV, List.of(file)));

        FailedResource resource = report.resources().get(0);
        assertThat(report.resources()).hasSize(1);
        assertThat(resource.id()).isEqualTo("modules.backend.externals.db");
        assertThat(resource.type()).isEqualTo("postgres");
        assertThat(resource.resourceClass()).isEqualTo("broken");
        assertThat(resource.definitionId()).isNotEmpty();
        assertThat(resource.message()).isEqualTo("The driver cannot provision the resource: its quota is exceeded.");
        assertThat(log)
                .containsSubsequence(
                        "  " + resource,
                        "  see https://app.humanitec.io/orgs/acme/apps/shop/envs/dev/status",
                        "  see https://app.humanitec.io/orgs/acme/resources/definitions/" + resource.definitionId());
    }

    @ParameterizedTest
    @CsvSource({
        "/envs/dev/runtime, the pods",
        "/envs/dev/logs, the log of backend",
        "/envs/dev/resources, the resources"
    })
    void whatCannotBeReadIsSaidAndTheRestIsThere(String path, String what) {
        humanitec.fail(Fault.status(403)
                .on("GET", path)
                .body("application/json", "{\"error\": \"API-403\", \"message\": \"Not yours.\"}")
                .times(100));

        FailureReport report = report(BROKEN);

        assertThat(report.problems()).extracting(DeploymentProblem::code).containsExactly("RUNT-001");
        assertThat(report.unread())
                .singleElement()
                .asString()
                .startsWith("Cannot read " + what + ": GET ")
                .contains("403 API-403: Not yours.");
        assertThat(log).contains("  " + report.unread().get(0));
    }

    @Test
    void aRollbackDoesNotHideTheFailure() {
        DeploymentFailedException failure = failure(BROKEN.withRollback(true));

        assertThat(failure).hasMessageContaining("has restored the previous deployment");
        FailureReport report = failure.failureReport().orElseThrow();
        assertThat(report.deploymentId()).isEqualTo(failure.deployment().id());
        assertThat(report.logs()).hasSize(1);
    }

    @Test
    void theReportIsStoredWithItsException() throws Exception {
        DeploymentFailedException failure = failure(BROKEN);

        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stored)) {
            out.writeObject(failure);
        }
        DeploymentFailedException read = (DeploymentFailedException)
                new ObjectInputStream(new ByteArrayInputStream(stored.toByteArray())).readObject();

        assertThat(read.failureReport()).isEqualTo(failure.failureReport());
    }

    @Test
    void aPastFailureCanBeExplainedToo() {
        String id = failure(BROKEN).deployment().id();

        FailureReport report = humanitec.client().diagnostics().ofDeployment(DEV, id);

        assertThat(report.lines()).isNotEmpty().allMatch(line -> log.contains("  " + line));
    }

    @Test
    void whatTakesTooLongIsLeftOut() {
        String id = failure(BROKEN).deployment().id();
        AtomicInteger asked = new AtomicInteger();
        Instant begin = Instant.now();
        InstantSource slow = () -> begin.plusSeconds(25L * asked.getAndIncrement());

        FailureReport report = humanitec
                .builder()
                .clock(slow.withZone(ZoneOffset.UTC))
                .build()
                .diagnostics()
                .ofDeployment(DEV, id);

        assertThat(report.problems()).hasSize(1);
        assertThat(report.unread())
                .isNotEmpty()
                .last()
                .isEqualTo("Did not read the resources: the other requests took too long.");
    }

    @Test
    void aLongMessageIsShortenedBetweenTwoCharacters() {
        String face = Character.toString(0x1F600);

        String message = new UnreadyPod("backend", "p", "main", "Error", "x".repeat(998) + face + face).message();

        assertThat(message).hasSizeLessThanOrEqualTo(Diagnostics.LONGEST_TEXT).endsWith("x…");
    }
}
