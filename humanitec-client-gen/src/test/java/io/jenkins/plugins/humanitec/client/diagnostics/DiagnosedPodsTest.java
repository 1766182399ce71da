package io.jenkins.plugins.humanitec.client.diagnostics;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.ContainerLog;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.UnreadyPod;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.logs.LogLine;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunFailedException;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunRequest;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.workloads.ReadinessRequest;
import io.jenkins.plugins.humanitec.client.workloads.ReadinessTimeoutException;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import io.jenkins.plugins.humanitec.client.workloads.WorkloadsNotReadyException;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of pods that are not ready, and of pipelines that fail, without being asked. */
class DiagnosedPodsTest {

    private static final String PIPELINE = """
            {id: %s, name: P, on: {%s}, jobs: {main: {steps: [
              {uses: actions/humanitec/deploy@v1, with: {env_id: '${{ inputs.env_id }}', set_id: '${{ inputs.set_id }}'}}, %s]}}}
            """;

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

    /** Deploys images whose containers have problems. The deployment itself succeeds. */
    private void deploy(Map<String, String> tags) {
        humanitec.withoutPipelines();
        Map<String, String> images = new TreeMap<>();
        tags.forEach((workload, tag) -> images.put(workload, "registry.example.com/" + workload + ":" + tag));
        TestHumanitec.result(humanitec.client().deployments().deploy(DeploymentRequest.images(DEV, images)));
    }

    private String lastSet() {
        return humanitec
                .shop()
                .env("dev")
                .lastDeployment()
                .orElseThrow()
                .instruction()
                .setId();
    }

    private WorkloadsNotReadyException notReady() {
        deploy(Map.of("backend", "crashing"));
        return catchThrowableOfType(
                WorkloadsNotReadyException.class,
                () -> humanitec
                        .timelessBuilder()
                        .build()
                        .workloads()
                        .waitForReadiness(ReadinessRequest.of(DEV))
                        .onProgress(log::add)
                        .await(Duration.ofMinutes(10)));
    }

    @Test
    void podsThatDoNotBecomeReadyShowTheirReasonAndTheLogOfTheirContainers() {
        WorkloadsNotReadyException failure = notReady();

        FailureReport report = failure.failureReport().orElseThrow();
        assertThat(report.deploymentId()).isNull();
        assertThat(report.pods()).singleElement().satisfies(pod -> {
            assertThat(pod.workload()).isEqualTo("backend");
            assertThat(pod.container()).isEqualTo("main");
            assertThat(pod.reason()).isEqualTo("CrashLoopBackOff");
        });
        assertThat(report.logs()).extracting(ContainerLog::name).containsExactly("backend/main");
        assertThat(report.logs().get(0).lines())
                .extracting(LogLine::message)
                .last()
                .isEqualTo("Cannot connect to the database. Exit code 1.");
        assertThat(log).contains("  " + report.pods().get(0), "  last lines of the log of backend/main:");
    }

    @Test
    void onlyTheLastLinesOfTheFailingContainerAreReadAndLongOnesAreShortened() {
        String lines = IntStream.range(0, 40)
                .mapToObj(i -> """
                        {"workload_id": "backend", "container_id": "main", "level": "info",
                         "timestamp": "2026-03-02T08:00:%02dZ", "payload": "%s"}""".formatted(59 - i, "x".repeat(2000)))
                .collect(Collectors.joining(",", "[", "]"));
        humanitec.fail(Fault.status(200).on("GET", "/logs").body("application/json", lines));

        FailureReport report = notReady().failureReport().orElseThrow();

        assertThat(report.logs())
                .singleElement()
                .satisfies(container -> assertThat(container.lines())
                        .hasSize(Diagnostics.MOST_LINES)
                        .allMatch(line -> line.message().length() == Diagnostics.LONGEST_TEXT));
        assertThat(humanitec.recorded().stream()
                        .filter(request -> request.path().endsWith("/logs"))
                        .map(request -> request.query()))
                .first()
                .asString()
                .contains("workload_id=backend", "container_id=main", "limit=30", "deployment_id=");
    }

    @Test
    void oneLogThatCannotBeReadDoesNotHideTheOthers() {
        deploy(Map.of("backend", "crashing", "frontend", "crashing"));
        humanitec.fail(Fault.status(404).on("GET", "/envs/dev/logs"));

        FailureReport report = humanitec.client().diagnostics().ofWorkloads(DEV, List.of());

        assertThat(report.pods()).hasSize(2);
        assertThat(report.logs()).extracting(ContainerLog::name).containsExactly("frontend/main");
        assertThat(report.unread()).singleElement().asString().startsWith("Cannot read the log of backend/main: ");
    }

    @Test
    void podsThatAreNotReadyInTimeAreShownToo() {
        deploy(Map.of("backend", "unschedulable"));

        ReadinessTimeoutException failure = catchThrowableOfType(ReadinessTimeoutException.class, () -> {
            HumanitecClient client = humanitec.timelessBuilder().build();
            new LongOperation<>(
                            Workloads.readinessStage(ReadinessRequest.of(DEV), Duration.ofMinutes(1)), client.context())
                    .await(Duration.ofHours(1));
        });

        assertThat(failure).hasMessageStartingWith("Timed out: readiness of all workloads in shop/dev; ");
        assertThat(failure.failureReport().orElseThrow().pods())
                .extracting(UnreadyPod::workload)
                .containsExactly("backend");
    }

    @Test
    void aPipelineThatFailsAfterItsDeploymentShowsThePods() {
        deploy(Map.of("backend", "crashing"));
        humanitec
                .shop()
                .pipelines()
                .create(PIPELINE.formatted(
                        "default",
                        "deployment_request: {}",
                        "{uses: actions/humanitec/fail@v1, with: {message: 'Not ready.'}}"));

        DeploymentFailedException failure = failure(DeploymentRequest.set(DEV, lastSet()));

        assertThat(failure).hasMessageContaining("Not ready.");
        assertThat(failure.failureReport().orElseThrow().logs()).hasSize(1);
    }

    @Test
    void aPipelineRunShowsWhyItsDeploymentFailed() {
        failure(DeploymentRequest.images(DEV, Map.of("backend", "registry.example.com/backend:broken")));
        String inputs = "pipeline_call: {inputs: {set_id: {type: string}, env_id: {type: string}}}";
        humanitec.shop().pipelines().create(PIPELINE.formatted("release", inputs, "{uses: actions/humanitec/log@v1}"));
        PipelineRunRequest request = PipelineRunRequest.of(
                SHOP, "release", Map.of("set_id", lastSet(), "env_id", "dev"), true, Duration.ofMinutes(1));

        PipelineRunFailedException failure = catchThrowableOfType(
                PipelineRunFailedException.class,
                () -> humanitec.client().pipelineRuns().run(request).await(Duration.ofMinutes(1)));

        assertThat(failure.failureReport().orElseThrow().problems())
                .extracting(DeploymentProblem::code)
                .containsExactly("RUNT-001");
    }
}
