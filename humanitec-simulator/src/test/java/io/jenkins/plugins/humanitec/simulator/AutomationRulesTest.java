package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Automation rules deploy the versions that match them. */
class AutomationRulesTest {

    private static final String DEV = "/orgs/acme/apps/shop/envs/development";
    private static final String IMAGE = "registry.example.com/backend";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private static void rule(String fields) throws Exception {
        client.post(DEV + "/rules", "{\"type\": \"update\"" + fields + "}");
    }

    private static void register(String ref) throws Exception {
        client.post(
                "/orgs/acme/artefact-versions",
                "{\"type\": \"container\", \"name\": \"" + IMAGE + "\", \"version\": \"2.0.0\", \"ref\": \"" + ref
                        + "\"}");
    }

    private static int deployments() throws Exception {
        return client.get(DEV + "/deploys").size();
    }

    @Test
    void aVersionIsDeployed() throws Exception {
        rule(", \"match_ref\": \"refs/heads/main\", \"artefacts_filter\": [\"" + IMAGE + "\"]");

        register("refs/heads/main");

        JsonNode deployment = client.get(DEV + "/deploys").get(0);
        assertThat(deployment.path("comment").asText()).contains(IMAGE);
        await().until(() ->
                client.get(DEV + "/deploys").get(0).path("status").asText().equals("succeeded"));
        JsonNode set = client.get(
                "/orgs/acme/apps/shop/sets/" + deployment.path("set_id").asText());
        assertThat(set.at("/modules/backend/spec/containers/main/image").asText())
                .isEqualTo(IMAGE + ":2.0.0");
        assertThat(set.at("/modules/frontend/spec/containers/main/image").asText())
                .doesNotContain("2.0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "'active': true | 2",
                "'active': false | 1",
                "'match_ref': 'refs/heads/main' | 2",
                "'match_ref': 'refs/heads/ma' | 1",
                "'match_ref': 'refs/heads/m.*' | 2",
                "'update_to': 'tag' | 1",
                "'artefacts_filter': ['other'] | 1",
                "'artefacts_filter': ['other'], 'exclude_artefacts_filter': true | 2",
                "'artefacts_filter': ['registry.example.com/backend'], 'exclude_artefacts_filter': true | 1"
            },
            quoteCharacter = '`')
    void onlyWhatMatchesIsDeployed(String fields, int expected) throws Exception {
        rule(", " + fields.replace('\'', '"'));

        register("refs/heads/main");

        assertThat(deployments()).isEqualTo(expected);
    }

    @Test
    void aRuleNeedsARegularExpression() throws Exception {
        assertThat(client.status("POST", DEV + "/rules", "{\"type\": \"update\", \"match_ref\": \"refs/(\"}"))
                .isEqualTo(400);
    }

    @Test
    void aPausedEnvironmentIsLeftOut() throws Exception {
        rule("");
        client.send("PUT", DEV + "/runtime/paused", "true");

        register("refs/heads/main");

        assertThat(deployments()).isEqualTo(1);
    }
}
