package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static io.jenkins.plugins.humanitec.client.platform.Manifests.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process is lost while manifests are applied, and another one goes on. */
class RestartedApplyTest {

    private static final CredentialSource CREDENTIALS = id -> Optional.of("s3cret");
    private static final String DEFINITION =
            "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {values:"
                    + " {size: 1}, secrets: {password: '${credentials:db}'}}, criteria: [{app_id: shop}]}";
    private static final String STORE = of("Application", "{id: store}", "{name: Store}")
            + of("Environment", "{id: qa, app_id: store}", "{name: QA, type: development}")
            + of("SharedValue", "{id: KEY, app_id: store, env_id: qa}", "{value: a, description: b}");
    private static final String ALL = STORE
            + of("Definition", "{id: my-db}", DEFINITION)
            + of(
                    "AutomationRule",
                    "{id: main, app_id: store, env_id: qa}",
                    "{type: update, match_ref: refs/heads/main}")
            + of(
                    "Pipeline",
                    "{id: release, app_id: store}",
                    "{name: Release, on: {deployment_request: {}}, jobs: {a: {steps: []}}}")
            + of(
                    "PipelineCriteria",
                    "{id: of-dev, app_id: store, pipeline_id: release}",
                    "{trigger: deployment_request, env_type: development}")
            + of("Webhook", "{id: notify, app_id: store}", "{url: 'https://a.example.com', triggers: [], headers: {}}");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private static PlanOptions options(OwnerRecord record) {
        return PlanOptions.DEFAULT
                .withOwner(record)
                .withCredentials(CREDENTIALS)
                .withPruning();
    }

    private OwnerRecord apply(List<Manifest> manifests, OwnerRecord record) {
        return TestHumanitec.result(platform().apply(manifests, options(record), OnFailure.STOP))
                .owner()
                .orElseThrow();
    }

    private ApplyResult restart(List<Manifest> manifests, OwnerRecord record, String stage, boolean entered)
            throws Exception {
        MemoryStore store = new MemoryStore();
        store.write(record);
        PlanOptions options = PlanOptions.DEFAULT
                .withOwner(store)
                .withCredentials(CREDENTIALS)
                .withPruning();
        ApplyResult result = new RestartScenario(humanitec.client())
                .runWithARestart(platform().applyStage(manifests, options, OnFailure.STOP), stage, entered);
        assertThat(store.read()).isEqualTo(result.owner());
        return result;
    }

    /** Keeps the record outside of the process that is lost. */
    private static final class MemoryStore implements OwnerRecord.Store {

        private static final long serialVersionUID = 1L;
        private static OwnerRecord kept;

        @Override
        public String owner() {
            return "team";
        }

        @Override
        public Optional<OwnerRecord> read() {
            return Optional.of(kept);
        }

        @Override
        public void write(OwnerRecord record) {
            kept = record;
        }
    }

    private List<String> changes(int before) {
        return humanitec.requests().stream()
                .skip(before)
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"PlanStage,false", "PlanStage,true", "ApplyStage,false", "ApplyStage,true"})
    void eachObjectIsCreatedOnceAndRecorded(String stage, boolean entered) throws Exception {
        ApplyResult result = restart(read(ALL), OwnerRecord.empty("team"), stage, entered);

        assertThat(changes(0)).hasSize(8).doesNotHaveDuplicates();
        assertThat(result.isComplete()).isTrue();
        OwnerRecord record = result.owner().orElseThrow();
        assertThat(record.objects()).hasSize(8);
        assertThat(platform().plan(read(ALL), options(record)).text()).isEqualTo("Plan: nothing to change.");
        apply(List.of(), record);
        assertThat(platform().plan(read(ALL), options(record)).summary()).startsWith("8 to create");
    }

    @ParameterizedTest
    @CsvSource({"PlanStage,false", "PlanStage,true", "ApplyStage,false", "ApplyStage,true"})
    void eachObjectIsChangedOnce(String stage, boolean entered) throws Exception {
        OwnerRecord record = apply(read(ALL), OwnerRecord.empty("team"));
        int before = humanitec.requests().size();
        List<Manifest> changed = read(ALL.replace("size: 1", "size: 2")
                .replace("criteria: [{app_id: shop}]", "criteria: [{app_id: store}]")
                .replace("refs/heads/main", "refs/heads/master")
                .replace("a.example.com", "b.example.com"));

        ApplyResult result = restart(changed, record, stage, entered);

        assertThat(changes(before)).hasSize(4).doesNotHaveDuplicates();
        assertThat(result.changes())
                .extracting(AppliedChange::toString)
                .containsExactly(
                        "~ change Definition my-db: done",
                        "~ change AutomationRule store/qa/main: done",
                        "~ change Webhook store/notify: done");
        assertThat(platform()
                        .plan(changed, options(result.owner().orElseThrow()))
                        .text())
                .isEqualTo("Plan: nothing to change.");
    }

    @ParameterizedTest
    @CsvSource({"PlanStage,false", "PlanStage,true", "ApplyStage,false", "ApplyStage,true", "Rest,false", "Rest,true"})
    void eachObjectIsDeletedOnce(String stage, boolean entered) throws Exception {
        OwnerRecord record = apply(
                read(of("EnvironmentType", "{id: qa-type}", "{description: a}")
                        + STORE.replace("type: development", "type: qa-type")
                        + of("Definition", "{id: my-db}", DEFINITION)),
                OwnerRecord.empty("team"));
        humanitec.world().app("acme", "store").env("qa").deployed();
        int before = humanitec.requests().size();

        ApplyResult result = restart(List.of(), record, stage, entered);

        assertThat(changes(before))
                .containsExactlyInAnyOrder(
                        "DELETE /orgs/acme/apps/store",
                        "DELETE /orgs/acme/resources/defs/my-db",
                        "DELETE /orgs/acme/env-types/qa-type");
        assertThat(result.owner().orElseThrow().objects()).isEmpty();
    }

    @Test
    void theSecondRequestOfADefinitionIsMadeAlone() throws Exception {
        List<Manifest> manifests = read(of("Definition", "{id: my-db}", DEFINITION));
        OwnerRecord record = apply(manifests, OwnerRecord.empty("team"));
        List<Manifest> changed = read(of(
                "Definition",
                "{id: my-db}",
                DEFINITION.replace("size: 1", "size: 2").replace("shop", "store")));
        int before = humanitec.requests().size();
        // The process is lost between the two requests.
        humanitec.fail(Fault.status(400).on("PUT", "/criteria"));

        ApplyResult result = restart(changed, record, "ApplyStage", true);

        assertThat(changes(before))
                .containsExactly(
                        "PUT /orgs/acme/resources/defs/my-db",
                        "PUT /orgs/acme/resources/defs/my-db/criteria",
                        "PUT /orgs/acme/resources/defs/my-db/criteria");
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void aRuleThatForbidsOtherChangesDoesNotStopTheRepetition() throws Exception {
        OwnerRecord record = apply(
                read(STORE + of("EnvironmentType", "{id: qa-type}", "{description: a}")), OwnerRecord.empty("team"));
        PlanOptions options = options(record)
                .withRule((object, action) ->
                        object.kind().equals("Application") ? Optional.of("Applications stay.") : Optional.empty());
        List<Manifest> changed = read(STORE + of("EnvironmentType", "{id: qa-type}", "{description: b}"));

        ApplyResult result = new RestartScenario(humanitec.client())
                .runWithARestart(platform().applyStage(changed, options, OnFailure.STOP), "ApplyStage", true);

        assertThat(result.changes()).hasSize(1);
    }

    @Test
    void theAccountIsCompleteIfTheRepetitionCannotLook() throws Exception {
        String types = IntStream.range(0, 20)
                .mapToObj(i -> of("EnvironmentType", "{id: e-" + i + "}", "{description: a}"))
                .collect(Collectors.joining());
        ApplyStage stage = (ApplyStage) ((Next.Then<ApplyResult>) enter(
                        platform().applyStage(read(types), options(OwnerRecord.empty("team")), OnFailure.STOP), false))
                .stage();
        ApplyStage second = (ApplyStage) ((Next.Then<ApplyResult>) enter(stage, false)).stage();
        humanitec.fail(Fault.status(403).on("GET", "/env-types"));

        ApplyStage end = (ApplyStage) ((Next.Then<ApplyResult>) enter(second, true)).stage();

        assertThat(end.done()).hasSize(20);
        assertThat(Stream.ofNullable(end.record()).flatMap(record -> record.objects().stream()))
                .hasSize(16);
    }

    private Next<ApplyResult> enter(Stage<ApplyResult> stage, boolean isRepeated) {
        var operation = new OperationContext(
                humanitec.client().context(), humanitec.client().context(), new DeploymentQueue(), line -> {});
        operation.setRepeated(isRepeated);
        return stage.enter(operation);
    }
}
