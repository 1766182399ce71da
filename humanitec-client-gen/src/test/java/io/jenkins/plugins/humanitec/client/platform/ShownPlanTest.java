package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static io.jenkins.plugins.humanitec.client.platform.Manifests.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans that are shown to somebody, and applied later. */
class ShownPlanTest {

    private static final String DEFINITION =
            "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {values: {size: 1}}}";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private ApplyResult apply(String manifests, PlanOptions options) {
        return TestHumanitec.result(platform().apply(read(manifests), options, OnFailure.CONTINUE));
    }

    private String plan(String manifests) {
        return platform().plan(read(manifests)).text();
    }

    private void send(String operation, Map<String, String> parameters, Object body) {
        AnyRequest.of(operation, parameters, body).send(humanitec.client().context());
    }

    private List<String> changes() {
        return humanitec.requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    @Test
    void aPlanForACommentCannotBeLeftByAValue() {
        String text = platform()
                .plan(read(of("EnvironmentType", "{id: qa}", "{description: \"a\\n~~~\\n# b\"}")))
                .markdown();

        assertThat(text)
                .contains("+ create EnvironmentType qa")
                .contains("a\\n~~~\\n# b")
                .endsWith("~~~\n");
        assertThat(text.lines().filter(line -> line.startsWith("~~~"))).hasSize(2);
    }

    @Test
    void anIdWithLineBreaksIsRefusedInAManifestAndInAPlan() {
        String pipeline = "{name: A, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}";
        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> plan(of("Pipeline", "{id: \"x\\n~~~\", app_id: shop}", pipeline)))
                .withMessageContaining("Expected IDs in one line");
        String json = platform()
                .plan(read(of("Pipeline", "{id: release, app_id: shop}", pipeline)))
                .toJson();

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Plan.fromJson(json.replace("\"release\"", "\"release\\n~~~\"")));
    }

    @Test
    void anotherNameOfAKindInAPlanIsTheKindForTheRules() {
        String json = platform()
                .plan(read(of("ResourceAccount", "{id: a}", "{name: A, type: aws, credentials: {}}")))
                .toJson()
                .replace("ResourceAccount", "Account");

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> TestHumanitec.result(platform()
                        .apply(
                                Plan.fromJson(json),
                                PlanOptions.DEFAULT.withRule((object, action) -> Optional.of("protected")
                                        .filter(why -> object.kind().equals("ResourceAccount"))),
                                OnFailure.STOP)))
                .withMessageContaining("ResourceAccount a: protected");
    }

    @Test
    void whatMustBeUniqueIsGivenUpBeforeItIsTaken() {
        String entity = "{name: DB, type: postgres, driver_type: humanitec/echo, criteria: [%s]}";
        apply(of("Definition", "{id: old-db}", entity.formatted("{env_type: development}")), PlanOptions.DEFAULT);

        Plan plan = platform()
                .plan(read(of("Definition", "{id: a-db}", entity.formatted("{env_type: development}"))
                        + of("Definition", "{id: old-db}", entity.formatted(""))));

        assertThat(plan.changes())
                .filteredOn(change -> change.object().id().equals("a-db"))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.after()).extracting(Object::toString).contains("Definition old-db"));
    }

    @Test
    void aHugePlanStaysAComment() {
        String all = IntStream.range(0, 900)
                .mapToObj(i -> of("EnvironmentType", "{id: e-" + i + "}", "{description: '" + "x".repeat(300) + "'}"))
                .collect(Collectors.joining());

        String text = platform().plan(read(all)).markdown();

        assertThat(text)
                .hasSizeLessThan(65_000)
                .contains("900 to create", "more changes")
                .endsWith("~~~\n");
    }

    @Test
    void aPlanMakesExactlyWhatItShowsAlsoLaterInAnotherProcess() {
        String manifests =
                of("EnvironmentType", "{id: qa}", "{description: Tests}") + of("Definition", "{id: my-db}", DEFINITION);
        Plan plan = Plan.fromJson(platform().plan(read(manifests)).toJson());
        send("createEnvironmentType", Map.of("orgId", "acme"), Map.of("id", "other", "description", ""));

        ApplyResult result = TestHumanitec.result(platform().apply(plan, PlanOptions.DEFAULT, OnFailure.STOP));

        assertThat(result.changes())
                .extracting(AppliedChange::toString)
                .containsExactly("+ create EnvironmentType qa: done", "+ create Definition my-db: done");
        assertThat(plan(manifests)).isEqualTo("Plan: nothing to change.");
    }

    @Test
    void anOutdatedPlanIsRefused() {
        apply(of("Definition", "{id: my-db}", DEFINITION), PlanOptions.DEFAULT);
        Plan plan = platform()
                .plan(read(of("Definition", "{id: my-db}", DEFINITION.replace("size: 1", "size: 2"))
                        + of("EnvironmentType", "{id: qa}", "{description: Tests}")));
        apply(of("Definition", "{id: my-db}", DEFINITION.replace("size: 1", "size: 3")), PlanOptions.DEFAULT);
        apply(of("EnvironmentType", "{id: qa}", "{description: Tests}"), PlanOptions.DEFAULT);
        int before = changes().size();

        assertThatExceptionOfType(PlanOutdatedException.class)
                .isThrownBy(() -> TestHumanitec.result(platform().apply(plan, PlanOptions.DEFAULT, OnFailure.STOP)))
                .withMessageContaining("Definition my-db: its fields are no longer those")
                .withMessageContaining("EnvironmentType qa: there is nothing to do any longer");
        assertThat(changes()).hasSize(before);
    }

    @Test
    void aPlanOfAnotherFormIsRefused() {
        for (String json : List.of(
                "",
                "{}",
                "null",
                "[{}]",
                "[{\"action\":\"CREATE\",\"object\":{\"kind\":\"Nope\",\"owners\":{},\"id\":\"x\"},"
                        + "\"fields\":[],\"after\":[],\"requests\":[]}]")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .describedAs(json)
                    .isThrownBy(() -> Plan.fromJson(json))
                    .withMessage("This is not a plan. Give what the planning returned.");
        }
    }
}
