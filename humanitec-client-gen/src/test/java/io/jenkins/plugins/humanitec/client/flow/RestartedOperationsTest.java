package io.jenkins.plugins.humanitec.client.flow;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.workloads.Scaling;
import io.jenkins.plugins.humanitec.client.workloads.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is lost in any stage, before it is entered or before what came of it is kept, and another one goes on. */
class RestartedOperationsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /**
     * An operation that changes something with one request.
     *
     * @param name what it does
     * @param first its first stage
     * @param stages the names of all its stages
     * @param method the method of the request
     * @param check checks its result
     */
    private record Operation<R>(String name, Stage<R> first, List<String> stages, String method, Consumer<R> check) {

        /** Loses the process in a stage. */
        void restart(RestartScenario scenario, String stage, boolean entered) throws Exception {
            check.accept(scenario.runWithARestart(first, stage, entered));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Operation<?>> operations() {
        List<String> deletion = List.of("DeletionCheckStage", "DeletionSendStage", "Rest");
        return Stream.of(
                new Operation<>(
                        "scale",
                        Workloads.scalingStage(DEV, Map.of("backend", 4), TIMEOUT),
                        List.of("ScalingPlanStage", "ScalingSendStage", "Rest"),
                        "PATCH",
                        scaling -> assertThat(scaling.modules())
                                .containsExactly(Map.entry("backend", new Scaling.Change(2, 4)))),
                new Operation<>(
                        "pause",
                        Workloads.pausingStage(DEV, true),
                        List.of("PausingCheckStage", "PausingSendStage"),
                        "PUT",
                        changed -> assertThat(changed).isTrue()),
                new Operation<>(
                        "delete an application",
                        Applications.deletionStage(SHOP, true, TIMEOUT),
                        deletion,
                        "DELETE",
                        existed -> assertThat(existed).isTrue()),
                new Operation<>(
                        "delete an environment",
                        Environments.deletionStage(DEV, true, TIMEOUT),
                        deletion,
                        "DELETE",
                        existed -> assertThat(existed).isTrue()));
    }

    static Stream<Arguments> restarts() {
        return operations()
                .flatMap(operation -> operation.stages().stream()
                        .flatMap(stage ->
                                Stream.of(false, true).map(entered -> Arguments.of(operation, stage, entered))));
    }

    private long requests(String method) {
        return humanitec.requests().stream()
                .filter(request -> request.startsWith(method + " "))
                .count();
    }

    @ParameterizedTest(name = "{0}, {1}, entered: {2}")
    @MethodSource("restarts")
    void eachIsDoneOnce(Operation<?> operation, String stage, boolean entered) throws Exception {
        // The last environment of an application cannot be deleted.
        humanitec.shop().addEnv("other", "Other", "development");
        // What was never deployed is deleted at once.
        humanitec.shop().env("dev").deployed();

        operation.restart(new RestartScenario(humanitec.client()), stage, entered);

        assertThat(requests(operation.method())).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasPausedBeforeWasNotPaused(boolean entered) throws Exception {
        TestHumanitec.result(humanitec.client().workloads().pause(DEV));

        assertThat(new RestartScenario(humanitec.client())
                        .runWithARestart(Workloads.pausingStage(DEV, true), "PausingCheckStage", entered))
                .isFalse();
        assertThat(requests("PUT")).isOne();
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
