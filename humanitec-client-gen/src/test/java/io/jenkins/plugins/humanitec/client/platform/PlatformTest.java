package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static io.jenkins.plugins.humanitec.client.platform.Manifests.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a plan shows and what it refuses. */
class PlatformTest {

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

    private List<String> changes() {
        return humanitec.requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    @Test
    void aPlanShowsFieldsAndChangesNothing() {
        apply(of("Definition", "{id: my-db}", DEFINITION), PlanOptions.DEFAULT);
        int before = changes().size();

        String text =
                plan(of("Definition", "{id: my-db}", DEFINITION.replace("size: 1", "size: 2, a.b: x, c/d: {e~f: 2}"))
                        + of("EnvironmentType", "{id: qa}", "{description: Tests}")
                        + of("Application", "{id: shop}", "{name: Shop}"));

        assertThat(text).isEqualTo("""
                  + create EnvironmentType qa
                      description: "Tests"
                  ~ change Definition my-db
                      driver_inputs.values.size: 1 -> 2
                      driver_inputs.values.a.b: "x"
                      driver_inputs.values.c/d: {"e~f":2}
                Plan: 1 to create, 1 to change, 0 to delete.""");
        assertThat(changes()).hasSize(before);
    }

    @Test
    void zerosAndEmptyFieldsAreThoseThatAreMissing() {
        String entity =
                "{name: DB, type: postgres, driver_type: humanitec/echo, in_place_driver_change: false, criteria: null,"
                        + " driver_inputs: {values: {}, secrets: {}}, provision: {'aws-policy':"
                        + " {is_dependent: false, match_dependents: false}}}";
        apply(of("Definition", "{id: my-db}", entity), PlanOptions.DEFAULT);

        assertThat(plan(of("Definition", "{id: my-db}", entity))).isEqualTo("Plan: nothing to change.");
        assertThat(plan(of(
                        "Definition", "{id: my-db}", entity.replace(", driver_inputs: {values: {}, secrets: {}}", ""))))
                .isEqualTo("Plan: nothing to change.");
    }

    @Test
    void storedSecretsAreNotShownWhenACredentialReplacesThem() {
        String webhook = of(
                "Webhook",
                "{id: notify, app_id: shop}",
                "{url: 'https://a.example.com', triggers: [], headers: {X-Note: %s}}");
        apply(webhook.formatted("Hunter2"), PlanOptions.DEFAULT);
        Plan plan = platform()
                .plan(
                        read(webhook.formatted("'${credentials:note}'")),
                        PlanOptions.DEFAULT.withCredentials(id -> Optional.of("an0ther")));

        assertThat(plan.text()).contains("headers.X-Note: \"(secret)\" -> \"${credentials:note}\"");
        assertThat(plan.toJson() + plan.markdown() + plan.changes()).doesNotContain("Hunter2", "an0ther");
    }

    @Test
    void secretsOfNoUsualNameOrFormAreNotShown() {
        String webhook = of(
                "Webhook",
                "{id: notify, app_id: shop}",
                "{url: 'https://a.example.com', triggers: [], headers: {X-Note: Hunter2}}");
        apply(webhook, PlanOptions.DEFAULT);

        assertThat(plan(webhook.replace("Hunter2", "Other7"))).contains("headers.X-Note: \"(secret)\" -> \"(secret)\"");
        assertThat(plan(of(
                        "Definition", "{id: a-db}", DEFINITION.replace("values: {size: 1}", "secrets: {pin: 12345}"))))
                .contains("driver_inputs.secrets.pin: \"(secret)\"")
                .doesNotContain("12345");
    }

    @Test
    void plainFieldsOfADefinitionAreChangedWithoutItsInputs() {
        apply(of("Definition", "{id: my-db}", DEFINITION), PlanOptions.DEFAULT);

        apply(of("Definition", "{id: my-db}", DEFINITION.replace("name: DB", "name: Orders")), PlanOptions.DEFAULT);

        RecordedRequest last = humanitec.recorded().stream()
                .filter(request -> request.method().equals("PATCH"))
                .findFirst()
                .orElseThrow();
        assertThat(last.body()).isEqualTo("{\"name\":\"Orders\"}");
    }

    @Test
    void aDeprecatedProfileIsFoundAndHasNoVersionOfItsOwn() {
        String profile = of(
                "WorkloadProfile",
                "{id: my-profile}",
                "{description: D, spec_definition: {properties: {}}, workload_profile_chart: {id: c, version: 1.0.0}%s}");
        apply(profile.formatted(""), PlanOptions.DEFAULT);
        apply(profile.formatted(", deprecation_message: Use another one"), PlanOptions.DEFAULT);

        assertThat(plan(profile.formatted(", deprecation_message: Use another one")))
                .isEqualTo("Plan: nothing to change.");
        assertThat(humanitec.recorded().stream()
                        .filter(request -> request.method().equals("PUT"))
                        .map(RecordedRequest::body))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Use another one")
                .doesNotContain("\"version\":\"0");
    }

    @Test
    void faultsOfThePlanAreToldAtOnceAndNothingIsSent() {
        apply(of("Definition", "{id: my-db}", DEFINITION), PlanOptions.DEFAULT);
        int before = changes().size();

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> plan(of("Definition", "{id: my-db}", DEFINITION.replace("postgres", "mysql"))
                        + of("Environment", "{id: qa, app_id: nowhere}", "{name: QA, type: development}")
                        + of("SharedValue", "{id: KEY, app_id: shop, env_id: nowhere}", "{value: a, description: b}")
                        + of(
                                "Account",
                                "{id: a}",
                                "{name: A, type: aws, credentials: {x_secret: '${credentials:no}'}}")))
                .satisfies(e -> assertThat(e.faults())
                        .extracting(fault -> fault.line() + " " + fault.path())
                        .containsExactlyInAnyOrder(
                                "2 entity.type", "7 metadata", "12 metadata", "17 entity.credentials.x_secret"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(".."));
        assertThat(changes()).hasSize(before);
    }

    @Test
    void aMissingApplicationIsReadOnce() {
        String all = IntStream.range(0, 20)
                .mapToObj(i -> of("SharedValue", "{id: KEY_" + i + ", app_id: nowhere}", "{value: a, description: b}"))
                .collect(Collectors.joining());

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> plan(all))
                .satisfies(e -> assertThat(e.faults()).hasSize(20));
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void aRuleForbidsChangesBeforeAnythingIsSent() {
        PlanOptions options = PlanOptions.DEFAULT.withRule(
                (object, action) -> action == Action.CREATE && object.kind().equals("Definition")
                        ? Optional.of("Ask the platform team.")
                        : Optional.empty());

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> apply(
                        of("EnvironmentType", "{id: qa}", "{description: a}")
                                + of("Definition", "{id: my-db}", DEFINITION),
                        options))
                .withMessage("platform.yaml:7: Definition my-db: Ask the platform team.");
        assertThat(changes()).isEmpty();
    }

    @Test
    void anApplicationAndItsEnvironmentsInSeveralFilesAreNew() {
        String manifests =
                of("SharedValue", "{id: KEY, app_id: store, env_id: development}", "{value: a, description: b}")
                        + of("Environment", "{id: development, app_id: store}", "{name: Dev, type: development}")
                        + of("Environment", "{id: qa, app_id: store}", "{name: QA, type: qa-type}")
                        + of("EnvironmentType", "{id: qa-type}", "{description: QA}")
                        + of("Application", "{id: store}", "{name: Store}");

        ApplyResult result = apply(manifests, PlanOptions.DEFAULT.withOwner(OwnerRecord.empty("team")));

        assertThat(result.isComplete()).isTrue();
        assertThat(result.owner().orElseThrow().objects()).hasSize(5);
        assertThat(plan(manifests)).isEqualTo("Plan: nothing to change.");
        assertThat(humanitec.world().app("acme", "store").envs()).hasSize(2);
    }

    @Test
    void whatIsBeingDeletedIsNotUnchanged() {
        String env =
                "[{\"id\": \"dev\", \"name\": \"Development\", \"type\": \"development\", \"status\": \"deleting\"}]";
        humanitec.fail(new Fault(Fault.Kind.STATUS, "GET", "/envs", 1, 200, Map.of(), "application/json", env, 0));

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() ->
                        plan(of("Environment", "{id: dev, app_id: shop}", "{name: Development, type: development}")))
                .withMessageContaining("Environment shop/dev is being deleted. Plan again when it is gone.");
    }

    @Test
    void apiDefaultsInElementsOfListsAreNoChange() {
        String entity =
                "{name: DB, type: postgres, driver_type: humanitec/echo, criteria: [{env_id: null, app_id: shop},"
                        + " {class: default, env_type: development}]}";
        apply(of("Definition", "{id: my-db}", entity), PlanOptions.DEFAULT);

        assertThat(plan(of("Definition", "{id: my-db}", entity))).isEqualTo("Plan: nothing to change.");
        assertThat(plan(of("Definition", "{id: my-db}", entity.replace("class: default", "class: large"))))
                .contains("criteria: {\"class\":\"default\",\"env_type\":\"development\"} -> (removed)")
                .contains("criteria: {\"class\":\"large\",\"env_type\":\"development\"}");
    }

    @Test
    void fiveOfFiveHundredDefinitionsNeedOneReadAndFiveWrites() {
        apply(definitions(1), PlanOptions.DEFAULT);
        int before = humanitec.requests().size();
        humanitec.fail(Fault.of(Fault.Kind.DELAY).times(1000).delay(20));
        List<Manifest> manifests = read(definitions(2));

        long begun = System.nanoTime();
        ApplyResult result = TestHumanitec.result(platform().apply(manifests, PlanOptions.DEFAULT, OnFailure.STOP));

        assertThat((System.nanoTime() - begun) / 1_000_000)
                .describedAs("milliseconds")
                .isLessThan(3000);
        assertThat(result.changes()).hasSize(5);
        assertThat(humanitec.requests().subList(before, before + 6).stream().map(request -> request.split(" ")[0]))
                .containsExactly("GET", "PUT", "PUT", "PUT", "PUT", "PUT");
        assertThat(humanitec.requests()).hasSize(before + 6);
    }

    private static String definitions(int size) {
        return IntStream.range(0, 500)
                .mapToObj(i -> of(
                        "Definition",
                        "{id: db-" + i + "}",
                        i % 100 == 0 ? DEFINITION.replace("size: 1", "size: " + size) : DEFINITION))
                .collect(Collectors.joining());
    }
}
