package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared values, where secrets are stored, and versions of values. */
class ValueVersionsTest {

    private static final String SHOP = "/orgs/acme/apps/shop";
    private static final String DEV = SHOP + "/envs/development";

    @RegisterExtension
    static final TestClient client = new TestClient(
            SimulatorOptions.DEFAULT,
            world -> world.addApp("acme", "shop", "Shop").addEnv("development", "Development", "development"));

    private void set(String owner, String key, String value) throws Exception {
        client.post(
                owner + "/values", "{\"key\": \"" + key + "\", \"value\": \"" + value + "\", \"description\": \"\"}");
    }

    private String newestVersion(String owner) throws Exception {
        return client.get(owner + "/value-set-versions").at("/0/id").asText();
    }

    private String value(String owner, String key) throws Exception {
        for (JsonNode value : client.get(owner + "/values")) {
            if (value.path("key").asText().equals(key)) {
                return value.path("value").asText();
            }
        }
        return "none";
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, DEV})
    void aVersionIsRestored(String owner) throws Exception {
        set(owner, "A", "1");
        set(owner, "B", "1");
        String version = newestVersion(owner);
        client.json("PATCH", owner + "/values/A", "{\"value\": \"2\"}");
        client.send("DELETE", owner + "/values/B", null);
        set(owner, "C", "2");

        JsonNode restored =
                client.post(owner + "/value-set-versions/" + version + "/restore", "{\"comment\": \"Back\"}");

        assertThat(value(owner, "A")).isEqualTo("1");
        assertThat(value(owner, "B")).isEqualTo("1");
        assertThat(value(owner, "C")).isEqualTo("none");
        assertThat(restored.path("comment").asText()).isEqualTo("Back");
        assertThat(restored.path("result_of").asText()).endsWith("value_set_version_restore");
        assertThat(newestVersion(owner)).isEqualTo(restored.path("id").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, DEV})
    void oneKeyIsRestored(String owner) throws Exception {
        set(owner, "A", "1");
        set(owner, "B", "1");
        String version = newestVersion(owner);
        client.json("PATCH", owner + "/values/A", "{\"value\": \"2\"}");
        client.json("PATCH", owner + "/values/B", "{\"value\": \"2\"}");

        client.post(owner + "/value-set-versions/" + version + "/restore/A", "{}");

        assertThat(value(owner, "A")).isEqualTo("1");
        assertThat(value(owner, "B")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, DEV})
    void aPurgedValueCannotBeRestored(String owner) throws Exception {
        set(owner, "A", "old");
        String version = newestVersion(owner);
        client.json("PATCH", owner + "/values/A", "{\"value\": \"new\"}");

        assertThat(client.status("POST", owner + "/value-set-versions/" + version + "/purge/A", "{}"))
                .isEqualTo(204);

        assertThat(client.get(owner + "/value-set-versions").toString()).doesNotContain("\"old\"");
        assertThat(client.status("POST", owner + "/value-set-versions/" + version + "/restore/A", "{}"))
                .isEqualTo(404);
        assertThat(value(owner, "A")).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, DEV})
    void allValuesAreDeletedAtOnce(String owner) throws Exception {
        set(owner, "A", "1");
        set(owner, "B", "1");

        assertThat(client.status("DELETE", owner + "/values", null)).isEqualTo(204);

        assertThat(client.get(owner + "/values")).isEmpty();
        assertThat(client.get(owner + "/value-set-versions").at("/0/change")).hasSize(2);
    }

    @Test
    void versionsAreFilteredByTheKeyThatChanged() throws Exception {
        set(SHOP, "A", "1");
        set(SHOP, "B", "1");

        assertThat(client.get(SHOP + "/value-set-versions?key_changed=A")).hasSize(1);
        assertThat(client.get(SHOP + "/value-set-versions")).hasSize(2);
        assertThat(client.get(DEV + "/value-set-versions")).hasSize(2);
    }

    @Test
    void aSecretHasALocationAndAVersion() throws Exception {
        JsonNode created = client.post(
                SHOP + "/values",
                "{\"key\": \"KEY\", \"value\": \"hush\", \"description\": \"\", \"is_secret\": true}");
        JsonNode changed = client.json("PATCH", SHOP + "/values/KEY", "{\"value\": \"new\"}");

        assertThat(created.path("secret_key").asText()).isEqualTo("orgs--acme--apps--shop--secret_values--KEY");
        assertThat(created.path("secret_version").asText()).isEqualTo("1");
        assertThat(changed.path("secret_version").asText()).isEqualTo("2");
        assertThat(changed.path("secret_store_id").asText()).isEqualTo("humanitec");
        assertThat(client.get(SHOP + "/value-set-versions").toString()).doesNotContain("hush");
    }

    @Test
    void aSecretReferenceComesBack() throws Exception {
        JsonNode created = client.post(DEV + "/values", """
                {"key": "KEY", "description": "",
                 "secret_ref": {"store": "vault", "ref": "shop/key", "version": "7"}}""");

        assertThat(created.path("is_secret").asBoolean()).isTrue();
        assertThat(created.path("secret_store_id").asText()).isEqualTo("vault");
        assertThat(created.path("secret_key").asText()).isEqualTo("shop/key");
        assertThat(created.path("secret_version").asText()).isEqualTo("7");
        assertThat(
                        client.status(
                                "POST",
                                DEV + "/values",
                                "{\"key\": \"K\", \"description\": \"\", \"secret_ref\": {\"store\": \"humanitec\", \"ref\": \"x\"}}"))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void aValueBecomesASecretWithAStoredReference(String method) throws Exception {
        set(SHOP, "A", "plain");

        JsonNode changed = client.json(
                method, SHOP + "/values/A", "{\"description\": \"\", \"secret_ref\": {\"value\": \"hush\"}}");

        assertThat(changed.path("is_secret").asBoolean()).isTrue();
        assertThat(client.get(SHOP + "/values").toString()).doesNotContain("hush");
    }

    @Test
    void anEnvironmentThatDoesNotExistHasNoValues() throws Exception {
        String values = SHOP + "/envs/none/values";

        assertThat(client.status("GET", values, null)).isEqualTo(400);
        assertThat(client.status("POST", values, "{\"key\": \"A\", \"value\": \"\", \"description\": \"\"}"))
                .isEqualTo(400);
    }

    @Test
    void aKeyDoesNotBeginWithADigit() throws Exception {
        assertThat(client.status("POST", SHOP + "/values", "{\"key\": \"1A\", \"value\": \"\", \"description\": \"\"}"))
                .isEqualTo(400);
    }
}
