package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources without a behaviour of their own: what is created is there, and what is deleted is not. */
class ResourcesTest {

    private static final String KEY =
            "-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\\n-----END PUBLIC KEY-----\\n";

    @RegisterExtension
    static final TestClient client = new TestClient();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/orgs/acme/agents | {'id': 'a1', 'public_key': 'KEY', 'description': 'One'} | id",
                "/orgs/acme/env-types | {'id': 'preview', 'description': 'Short-lived'} | id",
                "/orgs/acme/keys | 'KEY' | id",
                "/orgs/acme/registries | {'id': 'main', 'registry': 'registry.example.com', 'type': 'basic'} | id",
                "/orgs/acme/secretstores | {'id': 'vault', 'primary': false, 'vault': {'url': 'https://vault'}} | id",
                "/orgs/acme/resources/accounts | {'id': 'aws-1', 'name': 'A', 'type': 'aws', 'credentials': {}} | id",
                "/orgs/acme/resources/defs | {'id': 'db-1', 'name': 'D', 'type': 'postgres', 'driver_type': 'humanitec/echo'} | id",
                "/orgs/acme/resources/drivers | {'id': 'my-driver', 'type': 's3', 'target': 'driver://humanitec/echo',"
                        + " 'inputs_schema': {}, 'account_types': []} | id",
                "/orgs/acme/resources/types | {'type': 'acme/queue', 'use': 'direct', 'name': 'Queue'} | type",
                "/orgs/acme/resources/types/postgres/classes | {'id': 'small', 'description': 'Small'} | id",
                "/orgs/acme/workload-profiles | {'id': 'acme/web', 'spec_definition': {},"
                        + " 'workload_profile_chart': {'id': 'web', 'version': '1.0.0'}} | id",
                "/orgs/acme/apps/shop/webhooks | {'id': 'notify', 'url': 'https://hooks.example.com', 'triggers': []} | id",
                "/orgs/acme/apps/shop/envs/development/rules | {'type': 'update', 'active': true} | id",
                "/orgs/acme/apps/shop/pipelines/release/criteria | {'trigger': 'pipeline_call'} | id"
            })
    void whatIsCreatedIsThereUntilItIsDeleted(String collection, String body, String idField) throws Exception {
        String request = body.replace('\'', '"').replace("KEY", KEY);
        JsonNode given = new JsonMapper().readTree(request);

        JsonNode created = client.post(collection, request);
        String id = created.path(idField).asText();

        assertThat(id).isNotEmpty();
        given.properties().stream()
                .filter(field -> created.has(field.getKey()))
                .forEach(field -> assertThat(created.get(field.getKey())).isEqualTo(field.getValue()));
        assertThat(listed(collection, idField)).contains(id);
        String one = collection + "/" + id.replace("/", "%2F");
        HttpResponse<String> got = client.send("GET", one, null);
        assertThat(got.statusCode()).isIn(200, 405);
        if (got.statusCode() == 200) {
            assertThat(new JsonMapper().readTree(got.body()).path(idField).asText())
                    .isEqualTo(id);
        }
        if (given.has(idField)) {
            assertThat(client.status("POST", collection, request)).isEqualTo(409);
        }
        assertThat(client.status("DELETE", one, null)).isEqualTo(204);
        assertThat(listed(collection, idField)).doesNotContain(id);
        assertThat(client.status("DELETE", one, null)).isEqualTo(404);
    }

    private List<String> listed(String collection, String idField) throws Exception {
        String path = collection
                .replace("/resources/types/postgres/classes", "/resources/classes")
                .replace("/pipelines/release/criteria", "/pipeline-criteria");
        return client.get(path).findValuesAsText(idField);
    }

    @Test
    void aPatchChangesOnlyWhatItHas() throws Exception {
        String collection = "/orgs/acme/apps/shop/webhooks";
        client.post(collection, """
                {"id": "notify", "url": "https://hooks.example.com", "payload": {"text": "done"},
                 "triggers": [{"scope": "deployment", "type": "finished"}]}""");

        client.json("PATCH", collection + "/notify", "{\"disabled\": true}");

        JsonNode after = client.get(collection + "/notify");
        assertThat(after.path("disabled").asBoolean()).isTrue();
        assertThat(after.path("url").asText()).isEqualTo("https://hooks.example.com");
        assertThat(after.at("/triggers/0/type").asText()).isEqualTo("finished");
    }

    @Test
    void aReplacementKeepsOnlyWhoCreatedIt() throws Exception {
        String collection = "/orgs/acme/apps/shop/envs/development/rules";
        JsonNode before = client.post(collection, "{\"type\": \"update\", \"match_ref\": \"refs/heads/main\"}");
        String one = collection + "/" + before.path("id").asText();

        JsonNode after = client.json("PUT", one, "{\"type\": \"update\", \"active\": false}");

        assertThat(after.path("match_ref").asText()).isEmpty();
        assertThat(after.path("active").asBoolean()).isFalse();
        assertThat(after.path("created_at")).isEqualTo(before.path("created_at"));
        assertThat(client.get(one)).isEqualTo(after);
    }

    @Test
    void secretsOfRequestsDoNotComeBack() throws Exception {
        String account = "/orgs/acme/resources/accounts";
        client.post(
                account,
                "{\"id\": \"aws-1\", \"name\": \"A\", \"type\": \"aws\", \"credentials\": {\"key\": \"hush\"}}");
        client.post("/orgs/acme/registries", """
                {"id": "main", "registry": "registry.example.com", "type": "basic",
                 "creds": {"username": "ci", "password": "hush"}}""");

        assertThat(client.get(account).toString()).doesNotContain("hush");
        assertThat(client.get("/orgs/acme/registries").toString()).doesNotContain("hush");
        JsonNode credentials = client.get("/orgs/acme/registries/main/creds");
        assertThat(credentials.path("username").asText()).isEqualTo("ci");
        assertThat(credentials.path("password").asText()).isEqualTo("hush");
    }

    @Test
    void whatAnObjectOwnsIsDeletedWithIt() throws Exception {
        client.post("/orgs/acme/agents", "{\"id\": \"a1\", \"public_key\": \"" + KEY + "\"}");
        String keys = "/orgs/acme/agents/a1/keys";
        String fingerprint = client.get(keys).at("/0/fingerprint").asText();

        assertThat(client.get("/orgs/acme/agents?fingerprint=" + fingerprint)).hasSize(1);
        assertThat(client.get("/orgs/acme/agents?fingerprint=0000")).isEmpty();
        client.send("DELETE", "/orgs/acme/agents/a1", null);

        assertThat(client.status("GET", keys, null)).isEqualTo(404);
        client.post("/orgs/acme/agents", "{\"id\": \"a1\", \"public_key\": \"" + KEY + "\"}");
        assertThat(client.get(keys)).hasSize(1);
    }

    @Test
    void longListsHavePages() throws Exception {
        for (int i = 0; i < 5; i++) {
            client.post(
                    "/orgs/acme/workload-profiles",
                    "{\"id\": \"acme/web" + i + "\", \"spec_definition\": {}, \"workload_profile_chart\":"
                            + " {\"id\": \"web\", \"version\": \"1.0.0\"}}");
        }
        List<String> seen = new ArrayList<>();
        String next = "/orgs/acme/workload-profiles?per_page=3";
        int pages = 0;
        while (next != null) {
            HttpResponse<String> page = client.send("GET", next, null);
            JsonNode list = new JsonMapper().readTree(page.body());
            assertThat(list.size()).isLessThanOrEqualTo(3);
            list.forEach(profile -> seen.add(profile.path("id").asText()));
            Matcher link = Pattern.compile("<([^>]*)>; rel=\"next\"")
                    .matcher(page.headers().firstValue("Link").orElse(""));
            next = link.find() ? link.group(1) : null;
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen)
                .contains("acme/web0", "acme/web4", "humanitec/default-module")
                .doesNotHaveDuplicates();
        assertThat(client.status("GET", "/orgs/acme/workload-profiles?page=nonsense!", null))
                .isEqualTo(400);
    }

    @Test
    void whatWasChangedIsInTheAuditLog() throws Exception {
        client.get("/orgs/acme/apps");
        client.send("PATCH", "/orgs/acme/apps/shop", "{\"name\": \"Store\"}");
        client.send("DELETE", "/orgs/acme/agents/none", null);

        JsonNode entries = client.get("/orgs/acme/audit-logs");

        assertThat(entries.findValuesAsText("request_method"))
                .startsWith("DELETE", "PATCH")
                .doesNotContain("GET");
        assertThat(entries.at("/0/response_status").asInt()).isEqualTo(404);
        assertThat(entries.at("/1/request_path").asText()).isEqualTo("/orgs/acme/apps/shop");
        assertThat(entries.at("/1/user_id").asText()).isEqualTo("u-alice");
    }

    @Test
    void anEnvironmentTypeMustExist() throws Exception {
        String body = "{\"id\": \"pr-1\", \"name\": \"PR\", \"type\": \"preview\"}";

        assertThat(client.status("POST", "/orgs/acme/apps/shop/envs", body)).isEqualTo(400);
        client.post("/orgs/acme/env-types", "{\"id\": \"preview\"}");
        assertThat(client.post("/orgs/acme/apps/shop/envs", body).path("type").asText())
                .isEqualTo("preview");
    }

    @Test
    void whatTheApiAcceptsIsAccepted() throws Exception {
        String apps = "/orgs/acme/apps";
        String body = "{\"id\": \"ID\", \"name\": \"Web\", \"unknown\": 1, \"env\": null}";

        assertThat(client.send("POST", apps, body.replace("ID", "web-1"), "X-Other", "1")
                        .statusCode())
                .isEqualTo(201);
        assertThat(client.send(
                                "POST",
                                apps,
                                body.replace("ID", "web-2"),
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(201);
        String pipeline = "name: P\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n";
        assertThat(client.send("POST", apps + "/web-1/pipelines", pipeline, "X-Other", "1")
                        .statusCode())
                .isEqualTo(201);
        try (Simulator strict = Simulator.start(SimulatorOptions.DEFAULT.withStrict(), DemoData::addTo)) {
            TestClient other = new TestClient(strict);
            assertThat(other.status("POST", apps, body.replace("ID", "web-1"))).isEqualTo(422);
        }
    }

    @Test
    void nullInAChangeIsNotTheSameAsAMissingField() throws Exception {
        String values = "/orgs/acme/apps/shop/values";

        assertThat(client.json("PATCH", values + "/LOG_LEVEL", "{\"description\": null}")
                        .path("description")
                        .asText())
                .isEmpty();
        assertThat(client.get(values).toString()).contains("\"info\"");
    }

    @Test
    void whatOnlyTheServerSetsIsIgnored() throws Exception {
        String agents = "/orgs/acme/agents";
        client.post(agents, "{\"id\": \"a1\", \"public_key\": \"" + KEY + "\", \"created_at\": \"yesterday\"}");

        assertThat(client.get(agents).at("/0/created_at").asText()).endsWith("Z");
        JsonNode definition = client.post(
                "/orgs/acme/resources/defs",
                "{\"id\": \"db-1\", \"name\": \"D\", \"type\": \"postgres\", \"driver_type\": \"humanitec/echo\","
                        + " \"org_id\": \"other\"}");
        assertThat(definition.path("org_id").asText()).isEqualTo("acme");
    }

    @Test
    void nullIsNoNumberOfReplicas() throws Exception {
        String replicas = "/orgs/acme/apps/shop/envs/development/runtime/replicas";

        assertThat(client.status("PATCH", replicas, "{\"backend\": null}")).isEqualTo(400);
    }

    @Test
    void whatCannotBeReadIsRefused() throws Exception {
        assertThat(client.status("GET", "/orgs/acme/apps/shop/pipelines/none/versions", null))
                .isEqualTo(404);
        assertThat(client.status(
                        "POST",
                        "/orgs/acme/apps",
                        "{\"id\": \"web\", \"name\": \"W\", \"env\":"
                                + " {\"id\": \"dev\", \"name\": \"D\", \"type\": \"none\"}}"))
                .isEqualTo(400);
        assertThat(client.status("GET", "/orgs/acme/apps/web", null)).isEqualTo(404);
    }

    @Test
    void theFirstBuildAddsAnImage() throws Exception {
        String builds = "/orgs/acme/images/backend/builds";
        String body = "{\"image\": \"backend:1\", \"commit\": \"8d3f1ac\", \"branch\": \"main\", \"tags\": [\"1\"]}";

        assertThat(client.status("GET", builds, null)).isEqualTo(404);
        assertThat(client.status("POST", builds, body)).isEqualTo(204);

        assertThat(client.get(builds).at("/0/image").asText()).isEqualTo("backend:1");
        assertThat(client.get("/orgs/acme/images/backend")
                        .at("/builds/0/commit")
                        .asText())
                .isEqualTo("8d3f1ac");
    }
}
