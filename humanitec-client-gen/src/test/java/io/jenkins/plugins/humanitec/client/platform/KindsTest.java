package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of manifests is created, found unchanged, changed, refused and deleted. */
class KindsTest {

    private static final String APP = "app_id: shop";
    private static final String DEV = "app_id: shop, env_id: dev";
    private static final CredentialSource CREDENTIALS = id -> Optional.of("s3cret of " + id);

    /**
     * A kind with an object.
     *
     * @param kind the kind
     * @param metadata the metadata of the object
     * @param entity the fields of the object
     * @param from a part of the fields
     * @param to what replaces the part
     * @param shown how the plan shows the change
     * @param wrong what replaces the part, and is refused
     */
    private record Case(
            String kind, String metadata, String entity, String from, String to, String shown, String wrong) {

        List<Manifest> manifests() {
            return Manifests.read(of(kind, metadata, entity));
        }

        List<Manifest> changed(String replacement) {
            return Manifests.read(of(kind, metadata, entity.replace(from, replacement)));
        }

        @Override
        public String toString() {
            return kind + " " + metadata;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "EnvironmentType",
                        "{id: qa}",
                        "{description: Tests}",
                        "Tests",
                        "More tests",
                        "description: \"Tests\" -> \"More tests\"",
                        "[]"),
                new Case(
                        "ResourceType",
                        "{id: acme/queue}",
                        "{name: Queue, use: direct, category: messaging}",
                        "Queue",
                        "A queue",
                        "name: \"Queue\" -> \"A queue\"",
                        "[]"),
                new Case(
                        "ResourceClass",
                        "{id: large, resource_type: postgres}",
                        "{description: Large}",
                        "Large",
                        "Huge",
                        "description: \"Large\" -> \"Huge\"",
                        "[]"),
                new Case(
                        "ResourceDriver",
                        "{id: my-driver}",
                        "{type: s3, account_types: [aws], target: 'https://driver.example.com', inputs_schema: {}}",
                        "driver.example.com",
                        "driver.example.org",
                        "target: \"https://driver.example.com\" -> \"https://driver.example.org\"",
                        "a', account_types: 'b"),
                new Case(
                        "SecretStore",
                        "{id: my-vault}",
                        "{primary: false, vault: {url: 'https://a.example.com', auth: {token: '${credentials:vault}'}}}",
                        "a.example.com",
                        "b.example.com",
                        "vault.url: \"https://a.example.com\" -> \"https://b.example.com\"",
                        "', path: [], url: '"),
                new Case(
                        "Account",
                        "{id: my-aws}",
                        "{name: AWS, type: aws, credentials: {aws_secret_access_key: '${credentials:aws}'}}",
                        "name: AWS",
                        "name: Amazon",
                        "name: \"AWS\" -> \"Amazon\"",
                        "name: []"),
                new Case(
                        "Registry",
                        "{id: my-registry}",
                        "{registry: a.example.com, type: basic, creds: {username: me, password: '${credentials:reg}'}}",
                        "a.example.com",
                        "b.example.com",
                        "registry: \"a.example.com\" -> \"b.example.com\"",
                        "[]"),
                new Case(
                        "WorkloadProfile",
                        "{id: my-profile}",
                        "{description: Mine, spec_definition: {properties: {}},"
                                + " workload_profile_chart: {id: my-chart, version: 1.0.0}}",
                        "Mine",
                        "Ours",
                        "description: \"Mine\" -> \"Ours\"",
                        "[]"),
                new Case(
                        "Definition",
                        "{id: my-db}",
                        "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {values: {size: 1},"
                                + " secrets: {password: '${credentials:db}'}}, criteria: [{app_id: shop}, {class: large}]}",
                        "size: 1",
                        "size: 2",
                        "driver_inputs.values.size: 1 -> 2",
                        "size: 1}, values: {"),
                new Case(
                        "Application",
                        "{id: warehouse}",
                        "{name: Warehouse}",
                        "Warehouse",
                        "The warehouse",
                        "name: \"Warehouse\" -> \"The warehouse\"",
                        "[]"),
                new Case(
                        "Environment",
                        "{id: qa, " + APP + "}",
                        "{name: QA, type: staging}",
                        "QA",
                        "Tests",
                        "name: \"QA\" -> \"Tests\"",
                        "[]"),
                new Case(
                        "UserGroup",
                        "{id: developers}",
                        "{idp_id: my-idp, role: member}",
                        "member",
                        "manager",
                        "role: \"member\" -> \"manager\"",
                        "[]"),
                new Case(
                        "UserRole",
                        "{id: u-alice, " + APP + "}",
                        "{role: viewer}",
                        "viewer",
                        "developer",
                        "role: \"viewer\" -> \"developer\"",
                        "[]"),
                new Case(
                        "UserRole",
                        "{id: u-alice, env_type: development}",
                        "{role: deployer}",
                        "role: deployer",
                        "role: deployer",
                        "",
                        "role: []"),
                new Case(
                        "Pipeline",
                        "{id: release, " + APP + "}",
                        "{name: Release, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}",
                        "name: Release",
                        "name: To production",
                        "name: \"Release\" -> \"To production\"",
                        "a: []"),
                new Case(
                        "PipelineCriteria",
                        "{id: of-staging, " + APP + ", pipeline_id: default}",
                        "{trigger: deployment_request, env_type: staging}",
                        "staging",
                        "staging",
                        "",
                        "[]"),
                new Case(
                        "SharedValue",
                        "{id: LOG_LEVEL, " + APP + "}",
                        "{value: info, description: Level}",
                        "info",
                        "debug",
                        "value: \"info\" -> \"debug\"",
                        "[]"),
                new Case(
                        "SharedValue",
                        "{id: PASSWORD, " + DEV + "}",
                        "{is_secret: true, description: Secret, secret_ref: {store: my-vault, ref: a/b}}",
                        "a/b",
                        "a/c",
                        "secret_ref.ref: \"a/b\" -> \"a/c\"",
                        "[]"),
                new Case(
                        "AutomationRule",
                        "{id: main, " + DEV + "}",
                        "{type: update, match_ref: refs/heads/main, artefacts_filter: [registry.example.com/a]}",
                        "refs/heads/main",
                        "refs/heads/master",
                        "match_ref: \"refs/heads/main\" -> \"refs/heads/master\"",
                        "[]"),
                new Case(
                        "Webhook",
                        "{id: notify, " + APP + "}",
                        "{url: 'https://a.example.com', triggers: [{scope: deployment, type: finished}], headers: {}}",
                        "a.example.com",
                        "b.example.com",
                        "url: \"https://a.example.com\" -> \"https://b.example.com\"",
                        "', triggers: 'x"));
    }

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private OwnerRecord apply(List<Manifest> manifests, OwnerRecord record) {
        PlanOptions options = PlanOptions.DEFAULT.withOwner(record).withCredentials(CREDENTIALS);
        return TestHumanitec.result(platform().apply(manifests, options, OnFailure.STOP))
                .owner()
                .orElseThrow();
    }

    private String plan(List<Manifest> manifests, OwnerRecord record) {
        return platform()
                .plan(
                        manifests,
                        PlanOptions.DEFAULT
                                .withOwner(record)
                                .withCredentials(CREDENTIALS)
                                .withPruning())
                .text();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anObjectIsCreatedFoundChangedAndDeleted(Case one) {
        OwnerRecord none = OwnerRecord.empty("team");
        String object = one.manifests().get(0).toString();
        assertThat(plan(one.manifests(), none))
                .contains("+ create " + object)
                .endsWith("1 to create, 0 to change, 0 to delete.");
        OwnerRecord record = apply(one.manifests(), none);
        assertThat(plan(one.manifests(), record)).isEqualTo("Plan: nothing to change.");
        assertThat(platform()
                        .plan(one.manifests(), PlanOptions.DEFAULT.withCredentials(CREDENTIALS))
                        .isEmpty())
                .describedAs("without a record")
                .isTrue();

        if (!one.shown().isEmpty()) {
            List<Manifest> changed = one.changed(one.to());
            assertThat(plan(changed, record))
                    .isEqualTo("  ~ change " + object + "\n      " + one.shown()
                            + "\nPlan: 0 to create, 1 to change, 0 to delete.");
            record = apply(changed, record);
            assertThat(plan(changed, record)).isEqualTo("Plan: nothing to change.");
        }

        assertThat(plan(List.of(), record))
                .isEqualTo("  - delete " + object + "\nPlan: 0 to create, 0 to change, 1 to delete.");
        PlanOptions pruning = PlanOptions.DEFAULT.withOwner(record).withPruning();
        ApplyResult pruned = TestHumanitec.result(platform().apply(List.of(), pruning, OnFailure.STOP));
        assertThat(pruned.owner().orElseThrow().objects()).isEmpty();
        assertThat(plan(List.of(), record)).isEqualTo("Plan: nothing to change.");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anInvalidObjectIsRefusedWithFileLineAndPlace(Case one) {
        if (!one.kind().equals("Pipeline")) {
            assertThatExceptionOfType(InvalidManifestsException.class)
                    .isThrownBy(() -> one.changed(one.wrong()))
                    .withMessageStartingWith("platform.yaml:");
        }
        assertThat(humanitec.requests()).isEmpty();
    }

    @Test
    void eachKindIsTested() {
        assertThat(cases().map(one -> Kind.find(one.kind()).orElseThrow().name())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Kind.names());
    }

    @Test
    void aSecretIsWrittenAgainWhenItHasChanged() {
        List<Manifest> manifests = Manifests.read(of(
                "SharedValue",
                "{id: TOKEN, " + APP + "}",
                "{is_secret: true, description: Token, value: '${credentials:a}'}"));
        OwnerRecord record = apply(manifests, OwnerRecord.empty("team"));
        assertThat(record.toJson()).doesNotContain("s3cret");
        CredentialSource changed = id -> Optional.of("an0ther");
        PlanOptions options = PlanOptions.DEFAULT.withOwner(record).withCredentials(changed);
        assertThat(platform().plan(manifests, options).text())
                .contains("value: \"(secret)\" -> \"(another secret)\"")
                .doesNotContain("an0ther");
        ApplyResult result = TestHumanitec.result(platform().apply(manifests, options, OnFailure.STOP));
        assertThat(platform()
                        .plan(manifests, options.withOwner(result.owner().orElseThrow()))
                        .text())
                .isEqualTo("Plan: nothing to change.");
    }
}
