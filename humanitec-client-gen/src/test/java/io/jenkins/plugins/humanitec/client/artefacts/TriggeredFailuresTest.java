package io.jenkins.plugins.humanitec.client.artefacts;

import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.ASK;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.FAIL;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.REQUEST;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.deployments.DeploymentFailedException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.diagnostics.DeploymentProblem;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version is registered, and a pipeline that it triggers fails, or cannot be read. */
class TriggeredFailuresTest {

    private static final Stage<VersionResult> FOLLOW = Artefacts.registerAndFollowStage(REQUEST);

    @RegisterExtension
    final TestHumanitec humanitec = TestHumanitec.withMovableTime();

    private Triggers triggers;
    private App shop;

    @BeforeEach
    void prepare() {
        triggers = new Triggers(humanitec);
        shop = humanitec.shop();
    }

    private TriggeredRunsFailedException failure(RestartScenario scenario) {
        return catchThrowableOfType(TriggeredRunsFailedException.class, () -> scenario.run(FOLLOW));
    }

    /** Returns the ID of a set with an image that cannot be pulled. */
    private String brokenSet() {
        humanitec.withoutPipelines();
        Env dev = shop.env("dev").deployed();
        catchThrowableOfType(
                DeploymentFailedException.class,
                () -> triggers.scenario()
                        .run(Deployments.deploymentStage(DeploymentRequest.images(
                                DEV, Map.of("backend", "registry.example.com/backend:broken")))));
        return dev.lastDeployment().orElseThrow().instruction().setId();
    }

    @Test
    void whyADeploymentHasFailedIsShown() {
        String broken = brokenSet();
        Env staging = shop.addEnv("staging", "Staging", "development");
        triggers.addPipeline(
                shop,
                "release",
                "{uses: actions/humanitec/deploy@v1, with: {env_id: staging, set_id: '" + broken + "'}}");
        triggers.addPipeline(shop, "audit", FAIL);
        RestartScenario scenario = triggers.scenario();

        FailureReport report = failure(scenario).failureReport().orElseThrow();

        assertThat(report.env()).isEqualTo(SHOP.env("staging"));
        assertThat(report.deploymentId())
                .isEqualTo(staging.lastDeployment().orElseThrow().id());
        assertThat(report.problems()).extracting(DeploymentProblem::code).containsExactly("RUNT-001");
        assertThat(scenario.log())
                .containsOnlyOnce(
                        "  RUNT-001 workload modules.backend: The image of workload 'backend' cannot be pulled.");
    }

    @Test
    void withoutADeploymentThereIsNothingToShow() {
        triggers.addPipeline(shop, "audit", FAIL);

        assertThat(failure(triggers.scenario()).failureReport()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logs", "/jobs/job", "/approvals"})
    void whatIsNotFoundOfARunDoesNotMeanThatTheRunIsNot(String path) {
        triggers.addPipeline(shop, "release", ASK);
        humanitec.fail(Fault.status(404).on("GET", path).times(1_000_000));
        RestartScenario scenario = triggers.scenario(() -> {
            if (triggers.waited().toMinutes() > 2) {
                triggers.approve();
            }
        });

        Throwable failure = catchThrowable(() -> scenario.run(FOLLOW));

        if (path.equals("/logs")) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure).isInstanceOf(NotFoundException.class).hasMessageContaining(path);
        }
        assertThat(scenario.log()).noneMatch(line -> line.contains("was not found any more"));
    }
}
