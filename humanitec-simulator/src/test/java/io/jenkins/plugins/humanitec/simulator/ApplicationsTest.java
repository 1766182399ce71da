package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications and environments: who created them, and what they need. */
class ApplicationsTest {

    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final TestClient client = new TestClient();

    @Test
    void whatIsCreatedNamesItsUser() throws Exception {
        String user = client.post("/orgs/acme/users", "{\"name\": \"CI\", \"role\": \"administrator\"}")
                .get("id")
                .asText();
        TestClient ci = client.with(client.post("/users/" + user + "/tokens", "{\"id\": \"ci\", \"type\": \"static\"}")
                .get("token")
                .asText());

        JsonNode app = ci.post("/orgs/acme/apps", "{\"id\": \"blog\", \"name\": \"Blog\"}");
        JsonNode env =
                ci.post(APP + "/envs", "{\"id\": \"preview\", \"name\": \"Preview\", \"type\": \"development\"}");
        JsonNode delta = ci.post(APP + "/deltas", "{}");
        JsonNode deployment = ci.post(APP + "/envs/preview/deploys", "{\"set_id\": \"0\"}");

        assertThat(app.get("created_by").asText()).isEqualTo(user);
        assertThat(env.get("created_by").asText()).isEqualTo(user);
        assertThat(delta.at("/metadata/created_by").asText()).isEqualTo(user);
        assertThat(deployment.get("created_by").asText()).isEqualTo(user);
        assertThat(client.get("/orgs/acme/apps/blog/envs/development")
                        .get("created_by")
                        .asText())
                .isEqualTo(user);
    }

    @Test
    void aCloneNamesItsOriginUntilItIsDeployed() throws Exception {
        String origin =
                client.get(APP + "/envs/development/deploys").at("/0/id").asText();
        assertThat(client.get(APP + "/envs/development").at("/from_deploy/id").asText())
                .isEqualTo(origin);

        JsonNode copy = client.post(
                APP + "/envs",
                "{\"id\": \"copy\", \"name\": \"Copy\", \"type\": \"development\", \"from_deploy_id\": \"" + origin
                        + "\"}");

        assertThat(copy.at("/from_deploy/id").asText()).isEqualTo(origin);
        assertThat(copy.at("/from_deploy/env_id").asText()).isEqualTo("development");
        assertThat(copy.has("last_deploy")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/values", "/values/KEY", "/value-set-versions"})
    void valuesOfAMissingEnvironmentAreABadRequest(String path) throws Exception {
        assertThat(client.status(path.endsWith("KEY") ? "DELETE" : "GET", APP + "/envs/none" + path, null))
                .isEqualTo(400);
    }

    @Test
    void aTypeThatAnEnvironmentHasIsNotDeleted() throws Exception {
        assertThat(client.status("DELETE", "/orgs/acme/env-types/production", null))
                .isEqualTo(409);
        assertThat(client.status("DELETE", "/orgs/acme/env-types/staging", null))
                .isEqualTo(204);
    }

    @Test
    void ofSeveralAcceptedTypesTheFirstIsSent() throws Exception {
        assertThat(client.send(
                                "GET",
                                APP + "/pipelines/release/schema",
                                null,
                                "Accept",
                                "application/x.humanitec-pipelines-v1.0+yaml, application/json;q=0.5")
                        .body())
                .startsWith("id: release");
    }
}
