package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How deltas are merged and applied. */
class DeltasTest {

    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'add': {'a': {'profile': 'p'}}} | {'add': {'a': null}} | 0 | 0 | 0",
                "{'remove': ['a']} | {'add': {'a': null}} | 0 | 0 | 0",
                "{'remove': ['a']} | {'add': {'a': {'profile': 'p'}}} | 1 | 0 | 0",
                "{'update': {'a': [{'op': 'remove', 'path': '/spec/x'}]}} | {'add': {'a': {'profile': 'p'}}} | 1 | 0 | 0",
                "{'add': {'a': {'profile': 'p'}}} | {'remove': ['a']} | 0 | 1 | 0",
                "{'add': {'a': {'profile': 'p'}}} | {'update': {'a': [{'op': 'add', 'path': '/spec/x', 'value': 1}]}} | 1 | 0 | 0",
                "{'remove': ['a']} | {'remove': ['a', 'b']} | 0 | 2 | 0"
            })
    void aChangeIsMerged(String first, String second, int added, int removed, int updated) throws Exception {
        String id = client.post(APP + "/deltas", json("{'modules': " + first + "}"))
                .path("id")
                .asText();

        JsonNode modules = client.json("PATCH", APP + "/deltas/" + id, json("[{'modules': " + second + "}]"))
                .path("modules");

        assertThat(modules.path("add")).hasSize(added);
        assertThat(modules.path("remove")).hasSize(removed);
        assertThat(modules.path("update")).hasSize(updated);
    }

    @Test
    void anUpdateOfAnAddedModuleChangesIt() throws Exception {
        String id = client.post(APP + "/deltas", json("{'modules': {'add': {'a': {'profile': 'p'}}}}"))
                .path("id")
                .asText();
        String update = "[{'modules': {'update': {'a': [{'op': 'OP', 'path': '/spec/x', 'value': 1}]}}}]";

        JsonNode delta = client.json("PATCH", APP + "/deltas/" + id, json(update.replace("OP", "add")));

        assertThat(delta.at("/modules/add/a/spec/x").asInt()).isEqualTo(1);
        for (String operation : new String[] {"move", "test", "nonsense"}) {
            assertThat(client.status("PATCH", APP + "/deltas/" + id, json(update.replace("OP", operation))))
                    .isEqualTo(400);
        }
        assertThat(client.status(
                        "PATCH",
                        APP + "/deltas/" + id,
                        json(update.replace("OP", "add").replace("/spec/x", "/none/x"))))
                .isEqualTo(400);
        assertThat(client.get(APP + "/deltas/" + id)).isEqualTo(delta);
    }

    @Test
    void workloadsAndConditionsAreKept() throws Exception {
        String delta = json("{'modules': {'add': {'a': {'profile': 'p', 'deploy': {'when': 'before'}}}},"
                + " 'workloads': {'add': {'w': {'class': 'web', 'spec': {'x': 1}}}}}");

        String set = client.post(APP + "/sets/000000", delta).asText();
        String other = client.post(
                        APP + "/sets/" + set,
                        json("{'workloads': {'update': {'w': [{'op': 'replace', 'path': '/spec/x', 'value': 2}]}}}"))
                .asText();

        JsonNode stored = client.get(APP + "/sets/" + set);
        assertThat(stored.at("/modules/a/deploy/when").asText()).isEqualTo("before");
        assertThat(stored.at("/workloads/w/spec/x").asInt()).isEqualTo(1);
        assertThat(client.get(APP + "/sets/" + other).at("/workloads/w/spec/x").asInt())
                .isEqualTo(2);
        assertThat(client.get(APP + "/sets/" + other + "?diff=" + set).at("/workloads/update/w"))
                .hasSize(1);
        assertThat(client.get(APP + "/sets/0").has("workloads")).isFalse();
    }
}
