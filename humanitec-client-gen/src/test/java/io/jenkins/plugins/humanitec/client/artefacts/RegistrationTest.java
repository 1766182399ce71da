package io.jenkins.plugins.humanitec.client.artefacts;

import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.IMAGE;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.REQUEST;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.PipelineRun;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRuns;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a version recognizes the runs that it has triggered, and how long it waits for them. */
class RegistrationTest {

    private static final Registration VERSION = registration("2026-03-02T08:15:05.250700Z");
    private static final FollowedRuns NONE = FollowedRuns.none("acme", "key");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static PipelineRun run(String id, String time, String input, Object versions) {
        return new PipelineRun()
                .id(id)
                .appId("shop")
                .pipelineId("release")
                .createdAt(OffsetDateTime.parse("2026-03-02T08:15:" + time))
                .inputs(Map.of(input, versions));
    }

    static Stream<Arguments> inputs() {
        String input = "container_artefacts";
        return Stream.of(
                Arguments.of(input, List.of(IMAGE + ":1.2.3"), true),
                Arguments.of(input, List.of("other:1", IMAGE + ":1.2.3"), true),
                Arguments.of(input, List.of("v-1"), true),
                Arguments.of(input, List.of(IMAGE + "@sha256:abc"), true),
                Arguments.of(input, IMAGE + ":1.2.3", true),
                Arguments.of(input, List.of(), false),
                Arguments.of(input, List.of(IMAGE), false),
                Arguments.of(input, List.of(IMAGE + ":1.2.33"), false),
                Arguments.of(input, List.of(1, Map.of()), false),
                Arguments.of(input, 1, false),
                Arguments.of("workload_artefacts", List.of(IMAGE + ":1.2.3"), false));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void theInputsOfARunNameTheVersion(String input, Object versions, boolean isTriggered) {
        assertThat(VERSION.runs(List.of(run("r", "06Z", input, versions)), NONE))
                .hasSize(isTriggered ? 1 : 0);
    }

    @Test
    void ofTheRunsOfAPipelineTheOldestCounts() {
        List<PipelineRun> runs = Stream.of("07Z", "06Z", "08Z")
                .map(time -> run("r" + time, time, "container_artefacts", List.of("v-1")))
                .toList();

        assertThat(VERSION.runs(runs, NONE)).extracting(PipelineRun::getId).containsExactly("r06Z");
        assertThat(VERSION.runs(runs, NONE.with(runs.subList(0, 1)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "app", "pipeline", "odd app"})
    void aRunThatCannotBeFollowedIsAnUnreadableAnswer(String missing) {
        PipelineRun run = run("r", "06Z", "container_artefacts", List.of("v-1"));
        switch (missing) {
            case "id" -> run.setId(null);
            case "app" -> run.setAppId(null);
            case "pipeline" -> run.setPipelineId("");
            default -> run.setAppId("no/app");
        }

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> NONE.with(VERSION.runs(List.of(run), NONE)))
                .withMessageContaining("GET /orgs/acme/pipeline-runs");
    }

    private static Registration registration(String createdAt) {
        VersionRequest request = VersionRequest.image("acme", IMAGE, SOURCE, "sha256:abc");
        Instant created = Instant.parse(createdAt);
        return new Registration(request, "v-1", created, created.plusSeconds(30), created.plusSeconds(300));
    }

    @ParameterizedTest
    @CsvSource({
        "05.250Z, true",
        "05.251Z, true",
        "05.249Z, false",
        "06Z, true",
        // Whole seconds are cut off.
        "05Z, true",
        "04Z, false"
    })
    void aRunBeforeTheVersionIsNotTriggeredByIt(String time, boolean isTriggered) {
        PipelineRun run = run("r", time, "container_artefacts", List.of(IMAGE + ":1.2.3"));

        assertThat(VERSION.runs(List.of(run), NONE)).hasSize(isTriggered ? 1 : 0);
    }

    @Test
    void registrationsOfOneMinuteShareTheirRequests() {
        List<Object> keys = new ArrayList<>();
        for (String time : List.of("08:15:00Z", "08:15:59.999Z", "08:16:00Z")) {
            keys.add(registration("2026-03-02T" + time)
                    .target(humanitec.client().context())
                    .key());
        }

        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    }

    @Test
    void theTimeoutIsLongerThanTheGraceTime() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec
                        .client()
                        .artefacts()
                        .registerAndFollow(REQUEST.withTimeout(VersionRequest.DEFAULT_GRACE)))
                .withMessage("The timeout must be more than the 30 seconds after the registration in which pipeline"
                        + " runs can appear.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT10M0.001S"})
    void theGraceTimeHasBounds(Duration grace) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> REQUEST.withGrace(grace))
                .withMessageEndingWith("give a time from 1 to 600 seconds.");
        assertThat(REQUEST.withGrace(VersionRequest.SHORTEST_GRACE).withGrace(VersionRequest.LONGEST_GRACE))
                .isNotNull();
    }
}
