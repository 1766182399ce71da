package io.jenkins.plugins.humanitec.client.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.ImagesApi;
import io.jenkins.plugins.humanitec.client.artefacts.VersionSource;
import io.jenkins.plugins.humanitec.client.contract.AnyApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.model.ImageBuildCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A version is not registered if it would be deployed by itself to an environment that is protected against deployment. */
class ProtectedVersionsTest {

    private static final String IMAGE = "registry.example.com/shop/backend";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private HumanitecClient client;

    @BeforeEach
    void protectProduction() {
        humanitec.shop().addEnv("production", "Production", "production");
        client = humanitec
                .builder()
                .guard(new Protection("shop/production", Set.of(ProtectedAction.DEPLOYMENT)))
                .build();
    }

    private void answer(String path, String body) {
        humanitec.fail(Fault.status(200).on("GET", path).times(20).body("application/json", body));
    }

    private void rules(String rule) {
        answer("/envs/production/rules", "[" + rule + "]");
        answer("/orgs/acme/pipelines", "[]");
    }

    private void register(String ref) {
        client.artefacts().registerImage("acme", IMAGE, new VersionSource("1.4.2", ref, "0123456789abcdef"), null);
    }

    private void refused(String message, ThrowingCallable call) {
        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(call)
                .withMessageStartingWith(
                        "The deployment of environment shop/production is forbidden by the protection rule "
                                + "'shop/production' of the connection. ")
                .withMessageContaining(message);
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'id': 'r1'}",
                "{'id': 'r1', 'active': true, 'match_ref': 'refs/heads/.*'}",
                "{'id': 'r1', 'match_ref': 'main'}",
                "{'id': 'r1', 'match_ref': '('}",
                "{'id': 'r1', 'match_ref': '(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)X'}",
                "{'id': 'r1', 'artefacts_filter': ['registry.example.com/shop/backend']}",
                "{'id': 'r1', 'artefacts_filter': ['https://registry.example.com/shop/backend']}",
                "{'id': 'r1', 'images_filter': ['backend']}",
                "{'id': 'r1', 'artefacts_filter': ['other'], 'exclude_artefacts_filter': true}",
                "{'id': 'r1', 'artefacts_filter': ['*'], 'exclude_artefacts_filter': true}",
                "{'id': 'r1', 'artefacts_filter': ['backend'], 'exclude_artefacts_filter': true}",
                "{'id': 'r1', 'artefacts_filter': ['https://registry.example.com/shop/backend'], 'exclude_artefacts_filter': true}",
                "{'id': 'r1', 'images_filter': ['x/registry.example.com/shop/backend'], 'exclude_images_filter': true}",
                "{'id': 'r1', 'match_ref': 'refs/heads/[[:alpha:]]+$'}",
                "{'id': 'r1', 'match_ref': 'refs/heads/[a-z&&[^n]]'}",
                "{'id': 'r1', 'update_to': 'branch', 'match': '^main$'}"
            })
    void anAutomationRuleThatFits(String rule) {
        rules(rule.replace('\'', '"'));

        refused(
                "Its automation rule r1 deploys versions of " + IMAGE + " from refs/heads/main.",
                () -> register("refs/heads/main"));
        refused(
                "Its automation rule r1",
                () -> client.artefacts()
                        .registerWorkload(
                                "acme",
                                IMAGE,
                                new VersionSource("1", "refs/heads/main", "0123456"),
                                null,
                                "apiVersion: score.dev/v1b1".getBytes(StandardCharsets.UTF_8)));
        refused(
                "Its automation rule r1",
                () -> AnyRequest.of(
                                "createArtefactVersion",
                                Map.of("orgId", "acme"),
                                Map.of(
                                        "type",
                                        "container",
                                        "name",
                                        IMAGE,
                                        "ref",
                                        "refs/heads/main",
                                        "commit",
                                        "0123456",
                                        "version",
                                        "1"))
                        .send(client.context()));
        refused(
                "Its automation rule r1",
                () -> client.api(ImagesApi.class)
                        .createImageBuild(
                                "acme",
                                IMAGE,
                                new ImageBuildCreate()
                                        .branch("main")
                                        .commit("0123456")
                                        .image(IMAGE + ":1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'id': 'r1', 'active': false}",
                "{'id': 'r1', 'match_ref': 'refs/tags/.*'}",
                "{'id': 'r1', 'artefacts_filter': ['registry.example.com/shop/frontend']}",
                "{'id': 'r1', 'artefacts_filter': ['registry.example.com/shop/backend'], 'exclude_artefacts_filter': true}",
                "{'id': 'r1', 'update_to': 'tag'}",
                "{'id': 'r1', 'update_to': 'branch', 'match': '^release-'}",
                "{'id': 'r1', 'exclude_artefacts_filter': true, 'match_ref': 'refs/tags'}"
            })
    void anAutomationRuleThatDoesNot(String rule) {
        rules(rule.replace('\'', '"'));

        register("refs/heads/main");

        assertThat(humanitec.requests()).contains("POST /orgs/acme/artefact-versions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: container, match-ref: refs/heads/main} | true",
                "{include: [registry.example.com/shop/backend]} | true",
                "{include: ['registry.example.com/*']} | true",
                "{} | true",
                "{type: workload} | false",
                "{include: [frontend]} | false",
                "{exclude: [registry.example.com/shop/backend]} | false",
                "{match-ref: refs/tags/} | false",
                "{include: ['registry.example.com/shop/back(end)']} | true",
                "{include: ['registry.example.com/shop/front(end)']} | false",
                "{exclude: [backend]} | true",
                "{exclude: ['*']} | true",
                "{include: [{name: frontend}]} | true",
                "[{type: workload}] | true",
                "container | true",
                "'' | true"
            })
    void aPipelineThatVersionsStart(String trigger, boolean isRefused) throws IOException {
        humanitec.shop().pipelines().create(new YAMLMapper().readTree("""
                id: release
                name: Release
                on: {artefact: %s}
                jobs: {main: {steps: [{uses: actions/humanitec/deploy@v1, with: {env_id: production}}]}}
                """.formatted(trigger)));
        answer("/envs/production/rules", "[]");
        answer("/orgs/acme/pipelines", "[{\"id\": \"release\", \"app_id\": \"shop\", \"org_id\": \"acme\"}]");

        if (isRefused) {
            refused("Pipeline release deploys to it in step 1 of job main.", () -> register("refs/heads/main"));
        } else {
            register("refs/heads/main");
            assertThat(humanitec.requests()).contains("POST /orgs/acme/artefact-versions");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"artefact", "[artefact]", "[deployment_request, artefact]", "{ARTEFACT: {}}"})
    void aPipelineIsStartedByVersionsIfTheApiSaysSo(String on) throws IOException {
        humanitec.shop().pipelines().create(new YAMLMapper().readTree("""
                id: release
                name: Release
                on: %s
                jobs: {main: {steps: [{uses: actions/humanitec/deploy@v1, with: {env_id: production}}]}}
                """.formatted(on)));
        answer("/envs/production/rules", "[]");
        answer("/orgs/acme/pipelines", "[{\"id\": \"release\", \"app_id\": \"shop\", \"org_id\": \"acme\"}]");

        refused("Pipeline release deploys to it in step 1 of job main.", () -> register("refs/heads/main"));
    }

    @Test
    void anImageIsExcludedByEachOfItsNames() {
        rules("{\"id\": \"r1\", \"images_filter\": [\"backend\", \"registry.example.com/shop/backend\"],"
                + " \"exclude_images_filter\": true}");
        ImagesApi api = client.api(ImagesApi.class);
        ImageBuildCreate build = new ImageBuildCreate().branch("main").commit("0123456");

        refused("Its automation rule r1", () -> api.createImageBuild("acme", "backend", build.image("other:1")));
        refused("Its automation rule r1", () -> api.createImageBuild("acme", "other", build.image(IMAGE + ":1")));
        api.createImageBuild("acme", "backend", build.image(IMAGE + ":1"));
        assertThat(humanitec.requests()).contains("POST /orgs/acme/images/backend/builds");
    }

    @Test
    void anExpressionMatchesAsInTheApi() {
        rules("{\"id\": \"r1\", \"match_ref\": \"^refs/heads/.*$\"}");

        for (String ref : List.of("refs/heads/a\u2028b", "refs/heads/a\u0085b", "refs/heads/a\rb")) {
            refused("Its automation rule r1", () -> register(ref));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"['other']", "[''], 'exclude_artefacts_filter': true"})
    void anArtefactWithoutANameCouldBeDeployed(String filter) {
        rules(("{'id': 'r1', 'artefacts_filter': " + filter + "}").replace('\'', '"'));

        refused(
                "Its automation rule r1",
                () -> client.api(AnyApi.class)
                        .post(
                                URI.create(client.baseUri() + "/orgs/acme/artefact-versions"),
                                Map.of("Content-Type", "application/json"),
                                Map.of("type", "container")));
    }

    @Test
    void onlyProtectedEnvironmentsAreLookedAt() {
        rules("{\"id\": \"r1\", \"active\": false}");

        register("refs/heads/main");

        assertThat(humanitec.requests())
                .containsExactly(
                        "GET /orgs/acme/apps",
                        "GET /orgs/acme/apps/shop/envs/production/rules",
                        "GET /orgs/acme/pipelines",
                        "POST /orgs/acme/artefact-versions");
    }

    @Test
    void withoutARuleAgainstDeploymentNothingIsLookedAt() {
        client = humanitec
                .builder()
                .guard(new Protection("shop/production", Set.of(ProtectedAction.DELETION)))
                .build();

        register("refs/heads/main");

        assertThat(humanitec.requests()).containsExactly("POST /orgs/acme/artefact-versions");
    }
}
