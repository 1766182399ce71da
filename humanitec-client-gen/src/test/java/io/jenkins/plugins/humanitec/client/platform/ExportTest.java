package io.jenkins.plugins.humanitec.client.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests of an organization that was built otherwise. */
class ExportTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<String, Object> ORG = Map.of("orgId", "acme");
    private static final Map<String, Object> SHOP = Map.of("orgId", "acme", "appId", "shop");
    private static final Map<String, Object> DEV = Map.of("orgId", "acme", "appId", "shop", "envId", "dev");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private void send(String operation, Map<String, Object> parameters, String body) {
        try {
            AnyRequest.of(operation, parameters, YAML.readTree(body))
                    .send(humanitec.client().context());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @BeforeEach
    void addObjectsOfAllKinds() {
        send("createEnvironmentType", ORG, "{id: qa, description: ''}");
        send(
                "createResourceType",
                ORG,
                "{type: acme/queue, name: Queue, use: direct, inputs_schema: {a: [1, {b: null}]}}");
        send("createResourceClass", Map.of("orgId", "acme", "typeId", "postgres"), "{id: large, description: Large}");
        send(
                "createResourceDriver",
                ORG,
                "{id: my-driver, type: s3, account_types: [], target: 'https://d.example.com', inputs_schema: {}}");
        send(
                "createSecretStore",
                ORG,
                "{id: my-vault, primary: false, vault: {url: 'https://v.example.com', auth: {token: t0ken}}}");
        send(
                "createResourceAccount",
                ORG,
                "{id: my-aws, name: AWS, type: aws, credentials: {aws_secret_access_key: hunter2}}");
        send(
                "createRegistry",
                ORG,
                "{id: my-registry, registry: r.example.com, type: basic, creds: {username: me, password: hunter2}}");
        send(
                "createWorkloadProfile",
                ORG,
                "{id: my-profile, description: Mine, spec_definition: {properties: {}},"
                        + " workload_profile_chart: {id: my-chart, version: 1.0.0}}");
        send(
                "createResourceDefinition",
                ORG,
                "{id: my-db, name: '1e3', type: postgres, driver_type: humanitec/echo, driver_inputs:"
                        + " {values: {a.b: {c/d: ['0x1F', 'null', 1.50, true, {e~f: null}]}, script: \"a\\r\\n\\tb \\n\", on: 'yes'},"
                        + " secrets: {db: {password: hunter2}}}, criteria: [{app_id: shop}, {class: large, env_type: qa}],"
                        + " provision: {aws-policy: {is_dependent: false}}}");
        send(
                "createResourceDefinition",
                ORG,
                "{id: other-db, name: Other, type: postgres, driver_type: humanitec/echo,"
                        + " driver_account: my-aws, driver_inputs: {secret_refs: {a: {b: {store: my-vault, ref: x/y, version: '3'}}}}}");
        send("createGroup", ORG, "{group_id: developers, idp_id: my-idp, role: member}");
        send("createApplicationUser", SHOP, "{id: u-alice, role: viewer}");
        send(
                "createEnvironmentTypeUser",
                Map.of("orgId", "acme", "envType", "development"),
                "{id: u-alice, role: deployer}");
        send("createApplicationValue", SHOP, "{key: PLAIN, value: '1e3', description: ''}");
        send("createApplicationValue", SHOP, "{key: TOKEN, value: hunter2, description: Token, is_secret: true}");
        send("createEnvironmentValue", DEV, "{key: PLAIN, value: '', description: Override}");
        send(
                "createEnvironmentValue",
                DEV,
                "{key: REF, description: x, is_secret: true, secret_ref: {store: my-vault, ref: a/b}}");
        send(
                "createAutomationRule",
                DEV,
                "{type: update, match_ref: refs/heads/main, artefacts_filter: [r.example.com/a]}");
        send(
                "createWebhook",
                SHOP,
                "{id: notify, url: 'https://a.example.com', triggers: [{scope: deployment, type: finished}],"
                        + " headers: {X-Team: a}, payload: {text: x}, disabled: true}");
        humanitec
                .shop()
                .pipelines()
                .create("# Why\nname: Without an ID\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n");
        humanitec.world().addApp("acme", "empty", "Empty");
    }

    private static List<Manifest> readAgain(List<Manifest> manifests) {
        return Manifests.read(manifests.stream().map(Manifest::toYaml).collect(Collectors.joining("---\n")));
    }

    @Test
    void aPlanOfAnExportShowsNothing() {
        List<Manifest> manifests = platform().export(Set.of(), Set.of());

        assertThat(manifests.stream().map(manifest -> manifest.kind().name()).distinct())
                .containsExactlyInAnyOrderElementsOf(Kind.names());
        assertThat(platform().plan(manifests).text()).isEqualTo("Plan: nothing to change.");
        assertThat(platform().plan(readAgain(manifests)).text())
                .describedAs("from files")
                .isEqualTo("Plan: nothing to change.");
    }

    @Test
    void anExportHasNoSecretsAndNothingOfThePlatform() {
        List<Manifest> manifests = platform().export(Set.of(), Set.of());

        assertThat(manifests.stream().map(Manifest::toYaml))
                .noneMatch(yaml -> yaml.contains("hunter2") || yaml.contains("t0ken"));
        assertThat(manifests).extracting(Manifest::toString).noneMatch(text -> text.contains(" humanitec"));
    }

    @Test
    void anAccountOfAnExportNeedsCredentialsOnlyIfItDoesNotExist() {
        List<Manifest> accounts = readAgain(platform().export(Set.of("ResourceAccount"), Set.of()));
        assertThat(accounts.get(0).entity().has("credentials")).isFalse();
        assertThat(platform().plan(accounts).text()).isEqualTo("Plan: nothing to change.");

        AnyRequest.of("deleteResourceDefinition", Map.of("orgId", "acme", "defId", "other-db"), null)
                .send(humanitec.client().context());
        AnyRequest.of("deleteResourceAccount", Map.of("orgId", "acme", "accId", "my-aws"), null)
                .send(humanitec.client().context());

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> platform().plan(accounts))
                .withMessageStartingWith("platform.yaml:2: entity.credentials: ")
                .withMessageContaining("ResourceAccount my-aws does not exist");
    }

    @Test
    void anExportCanHaveSomeKindsAndApplications() {
        assertThat(platform().export(Set.of("Account", "SharedValue"), Set.of("shop")))
                .extracting(Manifest::toString)
                .containsExactly(
                        "ResourceAccount my-aws",
                        "SharedValue shop/PLAIN",
                        "SharedValue shop/TOKEN",
                        "SharedValue shop/dev/PLAIN",
                        "SharedValue shop/dev/REF");
        assertThat(platform().export(Set.of("Application", "Environment"), Set.of("empty")))
                .extracting(Manifest::toString)
                .containsExactly("Application empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void anObjectWithoutAnIdIsAnUnreadableResponse(String id) {
        humanitec.fail(Fault.status(200)
                .on("GET", "/apps/shop/pipelines")
                .body("application/json", "[{\"id\": " + id + ", \"name\": \"Release\"}]"));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> platform().export(Set.of("Pipeline"), Set.of("shop")))
                .withMessageContaining("a Pipeline without 'id'");
    }

    @Test
    void unknownKindsAndApplicationsAreRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> platform().export(Set.of("Nope"), Set.of()))
                .withMessageContaining("There is no kind 'Nope'");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> platform().export(Set.of(), Set.of("nope")))
                .withMessageContaining("There is no application 'nope' in the organization acme");
    }

    @Test
    void aRemovedFieldOfAnExportIsAChange() {
        List<Manifest> manifests = Manifests.read(platform().export(Set.of("Definition"), Set.of()).stream()
                .map(Manifest::toYaml)
                .collect(Collectors.joining("---\n"))
                .replace("version: \"3\"", "version: \"4\""));

        assertThat(platform().plan(manifests).text())
                .contains("~ change Definition other-db", "driver_inputs.secrets.a.b.version: \"3\" -> \"4\"");
    }
}
