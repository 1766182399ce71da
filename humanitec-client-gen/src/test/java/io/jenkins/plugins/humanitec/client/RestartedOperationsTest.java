package io.jenkins.plugins.humanitec.client;

import static io.jenkins.plugins.humanitec.client.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.operations.Applications;
import io.jenkins.plugins.humanitec.client.operations.Environments;
import io.jenkins.plugins.humanitec.client.operations.Scaling;
import io.jenkins.plugins.humanitec.client.operations.Workloads;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is lost in any stage, before it is entered or before what came of it is kept, and another one goes on. */
class RestartedOperationsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private long requests(String method) {
        return humanitec.requests().stream()
                .filter(request -> request.startsWith(method + " "))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "ScaleBegin, false",
        "ScaleBegin, true",
        "ScaleSend, false",
        "ScaleSend, true",
        "Rest, false",
        "Rest, true"
    })
    void scalesOnceAndKnowsFromWhat(String stage, boolean entered) throws Exception {
        Scaling scaling = new Journey(humanitec.client())
                .runWithARestart(Workloads.scaling(DEV, Map.of("backend", 4), PATIENCE), stage, entered);

        assertThat(scaling.modules()).containsExactly(Map.entry("backend", new Scaling.Change(2, 4)));
        assertThat(requests("PATCH")).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "DeleteBegin, false",
        "DeleteBegin, true",
        "DeleteSend, false",
        "DeleteSend, true",
        "Rest, false",
        "Rest, true"
    })
    void deletesAnApplicationOnce(String stage, boolean entered) throws Exception {
        assertThat(new Journey(humanitec.client())
                        .runWithARestart(Applications.deletion(SHOP, true, PATIENCE), stage, entered))
                .isTrue();
        assertThat(requests("DELETE")).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "DeleteBegin, false",
        "DeleteBegin, true",
        "DeleteSend, false",
        "DeleteSend, true",
        "Rest, false",
        "Rest, true"
    })
    void deletesAnEnvironmentOnce(String stage, boolean entered) throws Exception {
        humanitec.shop().addEnv("other", "Other", "development");

        assertThat(new Journey(humanitec.client())
                        .runWithARestart(Environments.deletion(DEV, true, PATIENCE), stage, entered))
                .isTrue();
        assertThat(requests("DELETE")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasNeverThereWasNotDeleted(boolean entered) throws Exception {
        assertThat(new Journey(humanitec.client())
                        .runWithARestart(
                                Environments.deletion(SHOP.env("nowhere"), false, PATIENCE), "DeleteBegin", entered))
                .isFalse();
        assertThat(requests("DELETE")).isZero();
    }
}
