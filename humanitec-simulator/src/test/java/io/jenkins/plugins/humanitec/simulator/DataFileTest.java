package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data in a file, and a simulator that writes its data. */
class DataFileTest {

    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private static String written() throws Exception {
        return client.send("GET", "/_simulator/data", null).body();
    }

    /** Starts a simulator with the data that another one has written. */
    private static Simulator copy() throws Exception {
        return Simulator.start(SimulatorOptions.DEFAULT, DataFile.parse(written()));
    }

    private static void assertSame(TestClient copy, String path, String... withoutFields) throws Exception {
        JsonNode before = client.get(path);
        JsonNode after = copy.get(path);
        for (String field : withoutFields) {
            before.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
            after.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
        }
        assertThat(after).as(path).isEqualTo(before);
    }

    @Test
    void whatIsWrittenCanBeReadAgain() throws Exception {
        client.post(APP + "/values", """
                {"key": "TOKEN", "value": "secret", "description": "A token", "is_secret": true}""");
        client.post("/orgs/acme/resources/defs", """
                {"id": "database", "name": "Database", "type": "postgres", "driver_type": "humanitec/echo",
                 "driver_inputs": {"values": {"host": "db.example.com"}}, "criteria": [{"env_type": "development"}]}""");
        client.post("/orgs/acme/agents", "{\"id\": \"agent-1\", \"public_key\": \"key\"}");
        client.post("/orgs/acme/artefact-versions", """
                {"type": "container", "name": "registry.example.com/backend", "version": "1.10", "commit": "12345e7"}""");
        String version = client.get("/orgs/acme/artefact-versions").at("/0/id").asText();
        String artefact = client.get("/orgs/acme/artefacts").at("/0/id").asText();
        client.json("PATCH", "/orgs/acme/artefacts/" + artefact + "/versions/" + version, "{\"archived\": true}");
        client.yaml(
                "POST", APP + "/pipelines", "# Mine\nname: Mine\non: {pipeline_call: {}}\njobs: {a: {steps: []}}\n");
        client.post(APP + "/values", """
                {"key": "VERSION", "value": "1.10", "description": "1e5", "is_secret": false}""");
        client.send("PUT", APP + "/envs/production/runtime/paused", "true");
        client.yaml(
                "POST",
                APP + "/pipelines",
                "{\"name\": \"As JSON\", \"on\": {\"pipeline_call\": {}}, \"jobs\": {\"a\": {\"steps\": []}}}");
        String delta = client.post(APP + "/deltas", "{\"modules\": {\"remove\": [\"backend\"]}}")
                .get("id")
                .asText();
        client.post(APP + "/envs/development/deploys", "{\"delta_id\": \"" + delta + "\"}");
        await().until(() ->
                !client.get(APP + "/envs/development/runtime").get("modules").has("backend"));

        try (Simulator simulator = copy()) {
            TestClient copy = new TestClient(simulator);
            assertSame(copy, "/orgs/acme/apps", "created_at", "status_changed_at");
            assertSame(copy, APP + "/values", "created_at", "updated_at");
            assertSame(copy, APP + "/envs/production/values", "created_at", "updated_at");
            assertSame(copy, "/orgs/acme/resources/defs/database");
            assertSame(copy, "/orgs/acme/agents");
            assertThat(simulator.world().app("acme", "shop").env("production").isPaused())
                    .isTrue();
            assertSame(
                    copy,
                    "/orgs/acme/artefact-versions?archived=true",
                    "id",
                    "artefact_id",
                    "created_at",
                    "updated_at");
            assertSame(copy, APP + "/pipelines", "created_at", "version", "etag");
            assertSame(copy, APP + "/pipeline-criteria");
            assertSame(copy, APP + "/envs/development/runtime");
            assertThat(copy.get(APP + "/envs/development/deploys").at("/0/set_id"))
                    .isEqualTo(client.get(APP + "/envs/development/deploys").at("/0/set_id"));
            simulator.reset();
            assertSame(copy, "/orgs/acme/apps", "created_at", "status_changed_at");
        }
        // What every organization has is not written.
        assertThat(written()).doesNotContain("k8s-namespace").contains("# Mine");
    }

    @Test
    void aFileNeedsOnlyWhatMatters() throws Exception {
        DataFile data = DataFile.parse("""
                organizations:
                  blue:
                    applications:
                      web:
                        environments:
                          dev: {modules: {web: {}}, deployed: true}
                resources:
                  /orgs/blue/agents:
                    agent-1: {description: An agent}
                """);

        try (Simulator simulator = Simulator.start(SimulatorOptions.DEFAULT, data)) {
            TestClient other = new TestClient(simulator);
            assertThat(other.get("/orgs/blue/apps/web").get("name").asText()).isEqualTo("web");
            assertThat(other.get("/orgs/blue/apps/web/envs/dev/runtime")
                            .get("modules")
                            .has("web"))
                    .isTrue();
            assertThat(other.get("/orgs/blue/agents").get(0).get("id").asText()).isEqualTo("agent-1");
        }
    }

    @Test
    void aFileCanBeLarge() {
        String comments = ("#" + "a".repeat(999) + "\n").repeat(4_000);
        assertThatCode(() -> DataFile.parse(comments + "organizations: {acme: {applications: {shop: {}}}}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "organization: {} | is not a field of the file",
                "organizations: {a: {applications: {b: {values: {1x: {value: a}}}}}} | application b: ",
                "organizations: {a: {applications: {b: {pipelines: ['{']}}}} | application b: ",
                "organizations: {a: {applications: {b: {environment: {}}}}} | 'environment' is not a field",
                "organizations: {a: {artefacts: [{type: container}]}} | needs name and type",
                "organizations: {a: {applications: {b: {pipelines: [{name: c}]}}}} | has no 'on'",
                "resources: {/orgs/a/agents: {agent-1: }} | 'agent-1' is not an object",
                "{ | not valid YAML"
            })
    void anErrorNamesItsPlace(String yaml, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulator.start(SimulatorOptions.DEFAULT, DataFile.parse(yaml))
                        .close())
                .withMessageContaining(message);
    }
}
