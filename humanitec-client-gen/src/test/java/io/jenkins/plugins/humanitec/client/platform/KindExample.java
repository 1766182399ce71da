package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;

import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import java.util.List;
import java.util.stream.Stream;

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
record KindExample(String kind, String metadata, String entity, String from, String to, String shown, String wrong) {

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

    private static final String APP = "app_id: shop";
    private static final String DEV = "app_id: shop, env_id: dev";

    /** Returns at least one example of each kind. */
    static Stream<KindExample> all() {
        return Stream.of(
                new KindExample(
                        "EnvironmentType",
                        "{id: qa}",
                        "{description: Tests}",
                        "Tests",
                        "More tests",
                        "description: \"Tests\" -> \"More tests\"",
                        "[]"),
                new KindExample(
                        "ResourceType",
                        "{id: acme/queue}",
                        "{name: Queue, use: direct, category: messaging}",
                        "Queue",
                        "A queue",
                        "name: \"Queue\" -> \"A queue\"",
                        "[]"),
                new KindExample(
                        "ResourceClass",
                        "{id: large, resource_type: postgres}",
                        "{description: Large}",
                        "Large",
                        "Huge",
                        "description: \"Large\" -> \"Huge\"",
                        "[]"),
                new KindExample(
                        "ResourceDriver",
                        "{id: my-driver}",
                        "{type: s3, account_types: [aws], target: 'https://driver.example.com', inputs_schema: {}}",
                        "driver.example.com",
                        "driver.example.org",
                        "target: \"https://driver.example.com\" -> \"https://driver.example.org\"",
                        "a', account_types: 'b"),
                new KindExample(
                        "SecretStore",
                        "{id: my-vault}",
                        "{primary: false, vault: {url: 'https://a.example.com', auth: {token: '${credentials:vault}'}}}",
                        "a.example.com",
                        "b.example.com",
                        "vault.url: \"https://a.example.com\" -> \"https://b.example.com\"",
                        "', path: [], url: '"),
                new KindExample(
                        "Account",
                        "{id: my-aws}",
                        "{name: AWS, type: aws, credentials: {aws_secret_access_key: '${credentials:aws}'}}",
                        "name: AWS",
                        "name: Amazon",
                        "name: \"AWS\" -> \"Amazon\"",
                        "name: []"),
                new KindExample(
                        "Registry",
                        "{id: my-registry}",
                        "{registry: a.example.com, type: basic, creds: {username: me, password: '${credentials:reg}'}}",
                        "a.example.com",
                        "b.example.com",
                        "registry: \"a.example.com\" -> \"b.example.com\"",
                        "[]"),
                new KindExample(
                        "WorkloadProfile",
                        "{id: my-profile}",
                        "{description: Mine, spec_definition: {properties: {}},"
                                + " workload_profile_chart: {id: my-chart, version: 1.0.0}}",
                        "Mine",
                        "Ours",
                        "description: \"Mine\" -> \"Ours\"",
                        "[]"),
                new KindExample(
                        "Definition",
                        "{id: my-db}",
                        "{name: DB, type: postgres, driver_type: humanitec/echo, driver_inputs: {values: {size: 1},"
                                + " secrets: {password: '${credentials:db}'}}, criteria: [{app_id: shop}, {class: large}]}",
                        "size: 1",
                        "size: 2",
                        "driver_inputs.values.size: 1 -> 2",
                        "size: 1}, values: {"),
                new KindExample(
                        "Application",
                        "{id: warehouse}",
                        "{name: Warehouse}",
                        "Warehouse",
                        "The warehouse",
                        "name: \"Warehouse\" -> \"The warehouse\"",
                        "[]"),
                new KindExample(
                        "Environment",
                        "{id: qa, " + APP + "}",
                        "{name: QA, type: staging}",
                        "QA",
                        "Tests",
                        "name: \"QA\" -> \"Tests\"",
                        "[]"),
                new KindExample(
                        "UserGroup",
                        "{id: developers}",
                        "{idp_id: my-idp, role: member}",
                        "member",
                        "manager",
                        "role: \"member\" -> \"manager\"",
                        "[]"),
                new KindExample(
                        "UserRole",
                        "{id: u-alice, " + APP + "}",
                        "{role: viewer}",
                        "viewer",
                        "developer",
                        "role: \"viewer\" -> \"developer\"",
                        "[]"),
                new KindExample(
                        "UserRole",
                        "{id: u-alice, env_type: development}",
                        "{role: deployer}",
                        "role: deployer",
                        "role: deployer",
                        "",
                        "role: []"),
                new KindExample(
                        "Pipeline",
                        "{id: release, " + APP + "}",
                        "{name: Release, on: {pipeline_call: {}}, jobs: {a: {steps: []}}}",
                        "name: Release",
                        "name: To production",
                        "name: \"Release\" -> \"To production\"",
                        "a: []"),
                new KindExample(
                        "PipelineCriteria",
                        "{id: of-staging, " + APP + ", pipeline_id: default}",
                        "{trigger: deployment_request, env_type: staging}",
                        "staging",
                        "staging",
                        "",
                        "[]"),
                new KindExample(
                        "SharedValue",
                        "{id: LOG_LEVEL, " + APP + "}",
                        "{value: info, description: Level}",
                        "info",
                        "debug",
                        "value: \"info\" -> \"debug\"",
                        "[]"),
                new KindExample(
                        "SharedValue",
                        "{id: PASSWORD, " + DEV + "}",
                        "{is_secret: true, description: Secret, secret_ref: {store: my-vault, ref: a/b}}",
                        "a/b",
                        "a/c",
                        "secret_ref.ref: \"a/b\" -> \"a/c\"",
                        "[]"),
                new KindExample(
                        "AutomationRule",
                        "{id: main, " + DEV + "}",
                        "{type: update, match_ref: refs/heads/main, artefacts_filter: [registry.example.com/a]}",
                        "refs/heads/main",
                        "refs/heads/master",
                        "match_ref: \"refs/heads/main\" -> \"refs/heads/master\"",
                        "[]"),
                new KindExample(
                        "Webhook",
                        "{id: notify, " + APP + "}",
                        "{url: 'https://a.example.com', triggers: [{scope: deployment, type: finished}], headers: {}}",
                        "a.example.com",
                        "b.example.com",
                        "url: \"https://a.example.com\" -> \"https://b.example.com\"",
                        "', triggers: 'x"));
    }
}
