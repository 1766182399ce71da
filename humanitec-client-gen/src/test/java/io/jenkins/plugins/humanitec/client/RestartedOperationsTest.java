package io.jenkins.plugins.humanitec.client;

import static io.jenkins.plugins.humanitec.client.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.workloads.Scaling;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is lost in any stage, before it is entered or before what came of it is kept, and another one goes on. */
class RestartedOperationsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private long requests(String method) {
        return humanitec.requests().stream()
                .filter(request -> request.startsWith(method + " "))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "ScalingPlanStage, false",
        "ScalingPlanStage, true",
        "ScalingSendStage, false",
        "ScalingSendStage, true",
        "Rest, false",
        "Rest, true"
    })
    void scalesOnceAndKnowsFromWhat(String stage, boolean entered) throws Exception {
        Scaling scaling = new RestartScenario(humanitec.client())
                .runWithARestart(Workloads.scalingStage(DEV, Map.of("backend", 4), TIMEOUT), stage, entered);

        assertThat(scaling.modules()).containsExactly(Map.entry("backend", new Scaling.Change(2, 4)));
        assertThat(requests("PATCH")).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "DeletionCheckStage, false",
        "DeletionCheckStage, true",
        "DeletionSendStage, false",
        "DeletionSendStage, true",
        "Rest, false",
        "Rest, true"
    })
    void deletesAnApplicationOnce(String stage, boolean entered) throws Exception {
        assertThat(new RestartScenario(humanitec.client())
                        .runWithARestart(Applications.deletionStage(SHOP, true, TIMEOUT), stage, entered))
                .isTrue();
        assertThat(requests("DELETE")).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "DeletionCheckStage, false",
        "DeletionCheckStage, true",
        "DeletionSendStage, false",
        "DeletionSendStage, true",
        "Rest, false",
        "Rest, true"
    })
    void deletesAnEnvironmentOnce(String stage, boolean entered) throws Exception {
        humanitec.shop().addEnv("other", "Other", "development");

        assertThat(new RestartScenario(humanitec.client())
                        .runWithARestart(Environments.deletionStage(DEV, true, TIMEOUT), stage, entered))
                .isTrue();
        assertThat(requests("DELETE")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasNeverThereWasNotDeleted(boolean entered) throws Exception {
        assertThat(new RestartScenario(humanitec.client())
                        .runWithARestart(
                                Environments.deletionStage(SHOP.env("nowhere"), false, TIMEOUT),
                                "DeletionCheckStage",
                                entered))
                .isFalse();
        assertThat(requests("DELETE")).isZero();
    }
}
