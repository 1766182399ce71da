package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resource definitions, their versions, and what is provisioned with them. */
class DefinitionsTest {

    private static final String DEFS = "/orgs/acme/resources/defs";
    private static final String DEV = "/orgs/acme/apps/shop/envs/development";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private JsonNode create(String id, String criteria) throws Exception {
        return client.post(DEFS, """
                {"id": "%s", "name": "Database", "type": "postgres", "driver_type": "humanitec/echo",
                 "driver_inputs": {"values": {"host": "db.example.com"}, "secrets": {"password": "hush"}},
                 "criteria": [%s]}""".formatted(id, criteria));
    }

    @Test
    void eachChangeIsAVersion() throws Exception {
        JsonNode created = create("db-1", "");

        JsonNode changed = client.json("PATCH", DEFS + "/db-1", "{\"name\": \"Postgres\"}");

        assertThat(changed.path("name").asText()).isEqualTo("Postgres");
        assertThat(changed.path("active_version_id")).isNotEqualTo(created.path("active_version_id"));
        JsonNode versions = client.get(DEFS + "/db-1/versions");
        assertThat(versions.findValuesAsText("name")).containsExactly("Database", "Postgres");
        assertThat(versions.findValuesAsText("active")).containsExactly("false", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "PUT"})
    void aProvisionNeedsNoFields(String method) throws Exception {
        create("db-1", "");

        JsonNode changed =
                client.json(method, DEFS + "/db-1", "{\"name\": \"Postgres\", \"provision\": {\"dns#main\": {}}}");

        assertThat(changed.at("/provision/dns#main/is_dependent").isBoolean()).isTrue();
        assertThat(client.get(DEFS + "/db-1").path("provision")).isEqualTo(changed.path("provision"));
    }

    @Test
    void aProposedVersionIsActiveWhenItIsPromoted() throws Exception {
        JsonNode created = create("db-1", "");

        client.json("PATCH", DEFS + "/db-1", "{\"name\": \"Postgres\", \"proposed\": true}");
        assertThat(client.get(DEFS + "/db-1").path("name").asText()).isEqualTo("Database");

        String versions = DEFS + "/db-1/versions/";
        JsonNode proposed = client.get(DEFS + "/db-1/versions").get(1);
        assertThat(proposed.path("proposed").asBoolean()).isTrue();
        String id = proposed.path("id").asText();
        assertThat(client.status("POST", versions + id + "/actions/promote", null))
                .isEqualTo(204);

        assertThat(client.get(DEFS + "/db-1").path("name").asText()).isEqualTo("Postgres");
        String first = created.path("active_version_id").asText();
        assertThat(client.status("POST", versions + id + "/actions/archive", "{\"archived\": true}"))
                .isEqualTo(409);
        assertThat(client.status("POST", versions + first + "/actions/archive", "{\"archived\": true}"))
                .isEqualTo(204);
        assertThat(client.get(versions + first).path("archived").asBoolean()).isTrue();
    }

    @Test
    void secretInputsBecomeReferences() throws Exception {
        JsonNode created = create("db-1", "");

        assertThat(created.toString()).doesNotContain("hush");
        assertThat(created.at("/driver_inputs/secret_refs/password/store").asText())
                .isEqualTo("humanitec");
        assertThat(client.get(DEFS + "/db-1/versions").toString()).doesNotContain("hush");
    }

    @Test
    void aSecretInAReferenceIsStoredToo() throws Exception {
        JsonNode created = client.post(DEFS, """
                {"id": "db-1", "name": "Database", "type": "postgres", "driver_type": "humanitec/echo",
                 "driver_inputs": {"secret_refs": {"a/b": {"value": "hush"}, "nested": {"c": {"value": "hush"}},
                 "vault": {"store": "vault", "ref": "x"}}, "secrets": {"d": "hush"}}}""");

        assertThat(created.toString()).doesNotContain("hush");
        JsonNode references = created.at("/driver_inputs/secret_refs");
        assertThat(references.path("a/b").path("store").asText()).isEqualTo("humanitec");
        assertThat(references.at("/nested/c/store").asText()).isEqualTo("humanitec");
        assertThat(references.at("/vault/ref").asText()).isEqualTo("x");
        assertThat(references.has("d")).isTrue();
    }

    @Test
    void criteriaHaveIds() throws Exception {
        JsonNode created = create("db-1", "{\"app_id\": \"shop\"}");
        JsonNode added = client.post(DEFS + "/db-1/criteria", "{\"env_type\": \"production\"}");

        assertThat(created.at("/criteria/0/class").asText()).isEqualTo("default");
        assertThat(client.get(DEFS + "/db-1").path("criteria")).hasSize(2).contains(added);
        assertThat(client.status("POST", DEFS + "/db-1/criteria", "{\"env_type\": \"production\"}"))
                .isEqualTo(409);
        String one = DEFS + "/db-1/criteria/" + added.path("id").asText();
        assertThat(client.status("DELETE", one, null)).isEqualTo(204);
        assertThat(client.status("DELETE", one, null)).isEqualTo(404);
        assertThat(client.get(DEFS + "/db-1").path("criteria")).hasSize(1);
    }

    @Test
    void definitionsAreFilteredByWhatTheyMatch() throws Exception {
        create("of-shop", "{\"app_id\": \"shop\"}");
        create("of-blog", "{\"app_id\": \"blog\"}");
        create("of-all", "{}");

        assertThat(client.get(DEFS + "?app=shop").findValuesAsText("id"))
                .contains("of-shop", "of-all")
                .doesNotContain("of-blog");
        assertThat(client.get(DEFS + "?res_type=redis")).isEmpty();
    }

    @Test
    void aDeletedDefinitionIsShownOnRequest() throws Exception {
        create("db-1", "");
        client.send("DELETE", DEFS + "/db-1", null);

        assertThat(client.status("GET", DEFS + "/db-1", null)).isEqualTo(404);
        assertThat(client.get(DEFS + "/db-1?deleted=true").path("is_deleted").asBoolean())
                .isTrue();
        assertThat(client.get(DEFS)).isEmpty();
        assertThat(client.get(DEFS + "?deleted=true")).hasSize(1);
    }

    @Test
    void theMostSpecificDefinitionProvisionsAResource() throws Exception {
        create("of-all", "{}");
        create("of-development", "{\"env_type\": \"development\"}");
        create("of-production", "{\"env_id\": \"production\"}");
        String set = client.post("/orgs/acme/apps/shop/sets/0", """
                        {"modules": {"add": {"web": {"profile": "humanitec/default-module", "spec": {},
                         "externals": {"db": {"type": "postgres"}}}}},
                         "shared": [{"op": "add", "path": "/dns", "value": {"type": "dns"}}]}""").asText();
        client.post(DEV + "/deploys", "{\"set_id\": \"" + set + "\", \"comment\": \"\"}");
        await().until(() -> client.get(DEV + "/resources").toString().contains("externals.db"));

        JsonNode resources = client.get(DEV + "/resources");

        assertThat(resources.findValuesAsText("type"))
                .contains("workload", "postgres", "dns", "k8s-namespace", "k8s-cluster");
        JsonNode database = find(resources, "modules.web.externals.db");
        assertThat(database.path("def_id").asText()).isEqualTo("of-development");
        assertThat(database.at("/resource/host").asText()).isEqualTo("db.example.com");
        assertThat(database.path("secret_refs").has("password")).isTrue();
        assertThat(find(resources, "shared.dns").at("/resource/host").asText()).endsWith(".example.com");
        assertThat(client.get(DEFS + "/of-development/resources")).hasSize(1);
        assertThat(client.get("/orgs/acme/apps/shop/sets/" + set + "/resources").findValuesAsText("id"))
                .contains("modules.web.externals.db", "shared.dns");
        assertThat(client.status("DELETE", DEV + "/resources/dns/shared.dns", null))
                .isEqualTo(204);
        assertThat(client.get(DEV + "/resources").findValuesAsText("res_id")).doesNotContain("shared.dns");
    }

    private static JsonNode find(JsonNode resources, String id) {
        for (JsonNode resource : resources) {
            if (resource.path("res_id").asText().equals(id)) {
                return resource;
            }
        }
        throw new AssertionError(id + " is not in " + resources);
    }

    @Test
    void aGraphIsKept() throws Exception {
        create("of-all", "{}");

        JsonNode graph = client.post(DEV + "/resources/graphs", "[{\"id\": \"shared.db\", \"type\": \"postgres\"}]");

        assertThat(graph.at("/nodes/0/def_id").asText()).isEqualTo("of-all");
        assertThat(client.get(DEV + "/resources/graphs/" + graph.path("id").asText()))
                .isEqualTo(graph);
        assertThat(client.status("GET", DEV + "/resources/graphs/none", null)).isEqualTo(404);
    }
}
