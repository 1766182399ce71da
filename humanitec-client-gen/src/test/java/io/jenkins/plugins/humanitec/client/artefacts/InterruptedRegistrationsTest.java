package io.jenkins.plugins.humanitec.client.artefacts;

import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.ASK;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.DEPLOY;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.IMAGE;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.REQUEST;
import static io.jenkins.plugins.humanitec.client.artefacts.Triggers.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi.ListPipelineRunsQueryParams;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.OperationTimeoutException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRuns;
import io.jenkins.plugins.humanitec.client.pipelines.PipelineRunResult;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a version and its runs if the process, an answer or the patience is lost, and in a dry run. */
class InterruptedRegistrationsTest {

    private static final Stage<VersionResult> STAGE = Artefacts.registerAndFollowStage(REQUEST);

    @RegisterExtension
    final TestHumanitec humanitec = TestHumanitec.withMovableTime();

    private Triggers triggers;

    @BeforeEach
    void prepare() {
        triggers = new Triggers(humanitec);
    }

    private int versions() {
        return humanitec.world().artefacts("acme").versions(version -> true).size();
    }

    @ParameterizedTest
    @CsvSource({
        "VersionBeginStage, false", "VersionBeginStage, true",
        "VersionSendStage, false", "VersionSendStage, true",
        "FindRunsStage, false", "FindRunsStage, true",
        "FollowRunsStage, false", "FollowRunsStage, true"
    })
    void aRestartAtAnyPointRegistersOneVersion(String stage, boolean entered) throws Exception {
        triggers.addPipeline(humanitec.shop(), "release", DEPLOY);

        VersionResult result = triggers.scenario().runWithARestart(STAGE, stage, entered);

        assertThat(versions()).isOne();
        assertThat(result.id()).isNotEmpty();
        assertThat(result.runs())
                .extracting(PipelineRunResult::id, PipelineRunResult::status)
                .containsExactly(tuple(Triggers.run(humanitec.shop(), "release").id(), "succeeded"));
    }

    @Test
    void whatWasLoggedIsNotLoggedAgainByAnotherProcess() throws Exception {
        triggers.addPipeline(humanitec.shop(), "release", ASK, DEPLOY);
        ArtefactVersion version = triggers.client()
                .artefacts()
                .registerImage("acme", IMAGE, SOURCE, null)
                .orElseThrow();
        Instant now = triggers.client().context().clock().instant();
        FollowedRuns runs = FollowedRuns.none("acme", "key")
                .with(triggers.client()
                        .api(PipelineRunsApi.class)
                        .listPipelineRuns("acme", "shop", "release", new ListPipelineRunsQueryParams()));
        Registration registration = new Registration(
                REQUEST,
                version.getId(),
                version.getCreatedAt().toInstant(),
                now.plusSeconds(30),
                now.plus(Duration.ofHours(1)));
        RestartScenario scenario = triggers.scenario(() -> {
            if (triggers.waited().toMinutes() > 2) {
                triggers.approve();
            }
        });

        // The process is lost after the grace time, while the run waits.
        VersionResult result =
                scenario.runWithARestart(new FollowRunsStage(registration, runs, false), "FindRunsStage", false);

        assertThat(result.runs()).hasSize(1);
        assertThat(scenario.log()).containsOnlyOnce("shop/release: job job waits for approval: May it?");
    }

    @Test
    void aVersionWhoseAnswerIsLostIsRegisteredOnce() throws InterruptedException {
        triggers.addPipeline(humanitec.shop(), "release", DEPLOY);
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", "/artefact-versions"));

        assertThat(triggers.scenario().run(STAGE).runs()).hasSize(1);
        assertThat(versions()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"id\": \"\"}", "[]"})
    void anAnswerWithoutAnIdDoesNotTellWhetherItIsRegistered(String body) {
        humanitec.fail(Fault.status(200).on("POST", "/artefact-versions").body("application/json", body));

        assertThatExceptionOfType(HumanitecException.class)
                .isThrownBy(() -> triggers.scenario().run(STAGE))
                .withMessageContaining("POST /orgs/acme/artefact-versions");
        assertThat(humanitec.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(1);
    }

    @Test
    void anEarlierRegistrationOfTheSameVersionIsNotTakenForThisOne() throws InterruptedException {
        triggers.client().artefacts().registerImage("acme", IMAGE, SOURCE, null);

        triggers.scenario().run(STAGE);

        assertThat(versions()).isEqualTo(2);
    }

    @Test
    void givingUpLeavesTheVersionAndItsRun() {
        triggers.addPipeline(humanitec.shop(), "release", ASK);
        RestartScenario scenario = new RestartScenario(triggers.client());

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> scenario.run(STAGE, pause -> {
                    triggers.sleeper(() -> {}).sleep(pause);
                    if (triggers.waited().toMinutes() > 2) {
                        throw new InterruptedException();
                    }
                }));

        assertThat(Triggers.run(humanitec.shop(), "release").status()).isEqualTo("waiting");
        assertThat(versions()).isOne();
        assertThat(scenario.log())
                .last()
                .asString()
                .matches("Version 1\\.2\\.3 of " + IMAGE + " stays registered, with the ID \\S+\\. Run "
                        + Triggers.run(humanitec.shop(), "release").id()
                        + " of pipeline release continues in Humanitec\\.");
    }

    @Test
    void theTimeoutEndsTheWaitAndTheRunContinues() {
        triggers.addPipeline(humanitec.shop(), "release", ASK);
        triggers.addPipeline(humanitec.world().addApp("acme", "store", "Store"), "audit", ASK);
        RestartScenario scenario = triggers.scenario();

        assertThatExceptionOfType(OperationTimeoutException.class)
                .isThrownBy(() ->
                        scenario.run(Artefacts.registerAndFollowStage(REQUEST.withTimeout(Duration.ofMinutes(5)))))
                .withMessageStartingWith("Timed out: run ")
                .withMessageEndingWith("; the last state was: waiting, waiting.");

        assertThat(triggers.waited()).isEqualTo(Duration.ofMinutes(5));
        assertThat(Triggers.run(humanitec.shop(), "release").status()).isEqualTo("waiting");
        assertThat(scenario.log())
                .last()
                .asString()
                .matches("Version 1\\.2\\.3 of " + IMAGE + " stays registered, with the ID \\S+\\. "
                        + "Run \\S+ of pipeline \\w+ and run \\S+ of pipeline \\w+ continue in Humanitec\\.");
    }

    @Test
    void givingUpBeforeARunIsFoundSaysSo() {
        RestartScenario scenario = new RestartScenario(triggers.client());

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> scenario.run(STAGE, pause -> {
                    throw new InterruptedException();
                }));

        assertThat(scenario.log())
                .last()
                .asString()
                .matches("Version .* stays registered, with the ID \\S+\\. "
                        + "Pipeline runs that it triggers continue in Humanitec\\.");
    }

    @Test
    void beforeTheAnswerItIsUnknownWhetherItIsRegistered() {
        assertThat(STAGE.abandon(null)).isEqualTo("No version was registered.");
        assertThat(new VersionSendStage(REQUEST, true, Instant.now()).abandon(null))
                .isEqualTo("It is unknown whether version 1.2.3 of " + IMAGE + " was registered.");
    }

    @Test
    void aDryRunRegistersNothingAndEndsAtOnce() throws InterruptedException {
        triggers.addPipeline(humanitec.shop(), "release", DEPLOY);
        RestartScenario scenario =
                new RestartScenario(humanitec.builder().dryRun(true).build());

        assertThat(scenario.run(STAGE)).isEqualTo(new VersionResult(null, REQUEST.source(), List.of()));

        assertThat(humanitec.requests()).isEmpty();
        assertThat(scenario.log()).containsExactly("would register version 1.2.3 of " + IMAGE);
    }

    @Test
    void theRequestsOfAWaitAreFew() throws InterruptedException {
        triggers.addPipeline(humanitec.shop(), "release", DEPLOY);

        triggers.scenario().run(STAGE);

        assertThat(humanitec.requests().stream().filter(request -> request.endsWith("/orgs/acme/pipeline-runs")))
                .hasSizeLessThan(12);
        assertThat(triggers.waited()).isLessThanOrEqualTo(VersionRequest.DEFAULT_GRACE.plus(Duration.ofSeconds(15)));
    }
}
