package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static io.jenkins.plugins.humanitec.client.platform.Manifests.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.guard.Protection;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order of the changes, and that each is made only once and only if it is allowed. */
class ApplyTest {

    private static final String TYPES = IntStream.range(0, 30)
            .mapToObj(i -> of("EnvironmentType", "{id: e-" + i + "}", "{description: Tests}"))
            .collect(Collectors.joining());
    private static final String STORE = of("Application", "{id: store}", "{name: Store}")
            + of("Environment", "{id: qa, app_id: store}", "{name: QA, type: development}")
            + of("SharedValue", "{id: KEY, app_id: store, env_id: qa}", "{value: a, description: b}");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private ApplyResult apply(String manifests, PlanOptions options, OnFailure onFailure) {
        return TestHumanitec.result(platform().apply(read(manifests), options, onFailure));
    }

    private static List<String> texts(ApplyResult result) {
        return result.changes().stream().map(AppliedChange::toString).toList();
    }

    private List<String> changes() {
        return humanitec.requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    @Test
    void objectsAreCreatedAfterThoseToWhichTheyRefer() {
        String manifests = of(
                        "Definition",
                        "{id: my-db}",
                        "{name: DB, type: acme/queue, driver_type: acme/my-driver, driver_account: my-aws, driver_inputs:"
                                + " {secret_refs: {a: {b: {store: my-vault, ref: x}}}},"
                                + " criteria: [{env_type: qa, class: large}]}")
                + of("ResourceClass", "{id: large, resource_type: acme/queue}", "{description: Large}")
                + of("EnvironmentType", "{id: qa}", "{description: Tests}")
                + of("Account", "{id: my-aws}", "{name: A, type: aws, credentials: {a_secret: '${credentials:aws}'}}")
                + of("SecretStore", "{id: my-vault}", "{primary: false, vault: {url: 'https://v.example.com'}}")
                + of(
                        "ResourceDriver",
                        "{id: my-driver}",
                        "{type: acme/queue, account_types: [], target: 'https://d.example.com',"
                                + " inputs_schema: {}}")
                + of("ResourceType", "{id: acme/queue}", "{name: Queue, use: direct}");
        PlanOptions options = PlanOptions.DEFAULT.withCredentials(id -> Optional.of("s3cret"));

        PlannedChange definition = platform().plan(read(manifests), options).changes().stream()
                .filter(change -> change.object().kind().equals("Definition"))
                .findFirst()
                .orElseThrow();
        assertThat(definition.after())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "ResourceType acme/queue",
                        "ResourceDriver my-driver",
                        "ResourceAccount my-aws",
                        "EnvironmentType qa",
                        "ResourceClass acme/queue/large",
                        "SecretStore my-vault");

        apply(manifests, options, OnFailure.STOP);
        assertThat(changes()).last().asString().endsWith("/defs");
        assertThat(platform().plan(read(manifests), options).isEmpty()).isTrue();
    }

    @Test
    void aDryRunMakesNoChangesAndRecordsNone() {
        HumanitecClient client = humanitec.builder().dryRun(true).build();
        List<String> log = new ArrayList<>();
        OwnerRecord record = OwnerRecord.empty("team");

        ApplyResult result = TestHumanitec.result(client.platform("acme")
                .apply(read(STORE + TYPES), PlanOptions.DEFAULT.withOwner(record), OnFailure.STOP)
                .onProgress(log::add));

        assertThat(changes()).isEmpty();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.owner()).contains(record);
        assertThat(log).contains("+ create Application store: nothing was sent (dry run)");
        assertThat(result.summary())
                .endsWith("in the plan, nothing was sent (dry run)")
                .doesNotContain("done");
    }

    @Test
    void theGuardOfTheClientHoldsForEachChange() {
        OwnerRecord record = apply(
                        STORE + of("SharedValue", "{id: K, app_id: shop, env_id: dev}", "{value: a, description: b}"),
                        PlanOptions.DEFAULT.withOwner(OwnerRecord.empty("team")),
                        OnFailure.STOP)
                .owner()
                .orElseThrow();
        HumanitecClient client = humanitec
                .builder()
                .guard(new Protection("*", Set.of(ProtectedAction.DELETION, ProtectedAction.CONTENT_DELETION)))
                .build();

        ApplyResult result = catchThrowableOfType(
                        ApplyFailedException.class,
                        () -> TestHumanitec.result(client.platform("acme")
                                .apply(
                                        List.of(),
                                        PlanOptions.DEFAULT.withOwner(record).withPruning(),
                                        OnFailure.CONTINUE)))
                .result();

        assertThat(texts(result))
                .anyMatch(text -> text.startsWith("- delete SharedValue shop/dev/K: failed: "))
                .anyMatch(text -> text.startsWith("- delete Application store: failed: "))
                .noneMatch(text -> text.endsWith(": done"));
        assertThat(changes()).noneMatch(request -> request.startsWith("DELETE"));
        assertThat(result.owner()).contains(record);
    }

    @Test
    void aLostAnswerToACreationIsFoundByTheNextApply() {
        String rule = of(
                        "AutomationRule",
                        "{id: main, app_id: shop, env_id: dev}",
                        "{type: update, match_ref: refs/heads/main}")
                + of(
                        "PipelineCriteria",
                        "{id: dev, app_id: shop, pipeline_id: default}",
                        "{trigger: deployment_request, env_type: development}");
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", "/rules"));
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", "/criteria"));

        try {
            apply(rule, PlanOptions.DEFAULT, OnFailure.CONTINUE);
        } catch (ApplyFailedException e) {
            apply(rule, PlanOptions.DEFAULT, OnFailure.CONTINUE);
        }

        assertThat(changes()).hasSize(2);
    }

    @Test
    void aLostAnswerIsNoFailureIfTheObjectIsThere() {
        String type = of("EnvironmentType", "{id: qa}", "{description: Tests}");
        humanitec.fail(Fault.of(Fault.Kind.LOST_ANSWER).on("POST", "/env-types"));

        ApplyResult result = TestHumanitec.result(
                platform().apply(read(type), PlanOptions.DEFAULT.withOwner(OwnerRecord.empty("team")), OnFailure.STOP));

        assertThat(texts(result)).containsExactly("+ create EnvironmentType qa: done");
        assertThat(result.owner().orElseThrow().objects()).hasSize(1);
    }
}
