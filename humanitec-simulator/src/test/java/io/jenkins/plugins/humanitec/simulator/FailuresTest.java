package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the API tells of failures that a deployment set asks for. */
class FailuresTest {

    private static final String APP = "/orgs/acme/apps/shop";
    private static final String DEV = APP + "/envs/development";

    @RegisterExtension
    static final TestClient client = new TestClient(
            new SimulatorOptions(0, "token", Duration.ofMinutes(4), Duration.ofMinutes(1)), DemoData::addTo);

    /** Deploys a change of a module. Returns the deployment after its end. */
    private static JsonNode deploy(String module) throws Exception {
        JsonNode delta = client.post(APP + "/deltas", "{\"modules\": {\"add\": {\"web\": " + module + "}}}");
        String id = client.post(
                        DEV + "/deploys", "{\"delta_id\": \"" + delta.get("id").asText() + "\"}")
                .get("id")
                .asText();
        client.send("POST", "/_simulator/time", "{\"forward\": \"PT10M\"}");
        return client.get(DEV + "/deploys/" + id);
    }

    private static String module(String tag, String externals) {
        return "{\"profile\": \"p\", \"spec\": {\"containers\": {\"main\": {\"image\": \"web:" + tag
                + "\"}}}, \"externals\": " + externals + "}";
    }

    private static Map<String, String> resources() throws Exception {
        Map<String, String> statuses = new HashMap<>();
        client.get(DEV + "/resources")
                .forEach(resource -> statuses.put(
                        resource.get("res_id").asText(), resource.get("status").asText()));
        return statuses;
    }

    @Test
    void aBrokenResourceStaysPendingAndFailsTheDeployment() throws Exception {
        JsonNode failed = deploy(module(
                "1", "{\"db\": {\"type\": \"postgres\", \"class\": \"broken\"}, \"cache\": {\"type\": \"redis\"}}"));

        assertThat(failed.get("status").asText()).isEqualTo("failed");
        JsonNode errors = client.get(DEV + "/deploys/" + failed.get("id").asText() + "/errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.at("/0/error_type").asText()).isEqualTo("resource");
        assertThat(errors.at("/0/object_id").asText()).isEqualTo("modules.web.externals.db");
        assertThat(errors.at("/0/message").asText()).contains("quota");
        assertThat(resources())
                .containsEntry("modules.web.externals.db", "pending")
                .containsEntry("modules.web.externals.cache", "active");
        assertThat(client.get(DEV + "/logs?workload_id=web")).isEmpty();

        deploy(module("1", "{\"db\": {\"type\": \"postgres\"}}"));

        assertThat(resources())
                .containsEntry("modules.web.externals.db", "active")
                .doesNotContainKey("modules.web.externals.cache");
    }

    @Test
    void aCrashingContainerLogsWhy() throws Exception {
        JsonNode deployed = deploy(module("crashing", "{}"));

        assertThat(deployed.get("status").asText()).isEqualTo("succeeded");
        JsonNode lines = client.get(DEV + "/logs?workload_id=web&asc=true");
        assertThat(lines.findValuesAsText("level")).containsExactly("info", "error");
        assertThat(lines.at("/1/payload").asText()).contains("Exit code 1");
    }

    @Test
    void aContainerThatCannotBeCreatedLogsNothing() throws Exception {
        deploy(module("unpullable", "{}"));

        assertThat(client.get(DEV + "/logs?workload_id=web")).isEmpty();
    }
}
