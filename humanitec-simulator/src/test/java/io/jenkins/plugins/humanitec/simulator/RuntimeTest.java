package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs after a deployment: images, revisions, and pods that do not start. */
class RuntimeTest {

    private static final String APP = "/orgs/acme/apps/shop";
    private static final String DEV = APP + "/envs/development";

    @RegisterExtension
    private static final TestClient client = new TestClient();

    /** Deploys an image of the workload that runs. */
    private void deploy(String image) throws Exception {
        String delta = client.post(
                        APP + "/deltas",
                        "{\"metadata\": {\"env_id\": \"development\"}, \"modules\": {\"update\": {\"backend\": [{\"op\": "
                                + "\"replace\", \"path\": \"/spec/containers/main/image\", \"value\": \"" + image
                                + "\"}]}}}")
                .get("id")
                .asText();
        String id = client.post(DEV + "/deploys", "{\"delta_id\": \"" + delta + "\"}")
                .get("id")
                .asText();
        client.simulator().moveTime(Duration.ofMinutes(1));
        await().until(() ->
                client.get(DEV + "/deploys/" + id).get("status").asText().equals("succeeded"));
    }

    private JsonNode backend() throws Exception {
        return client.get(DEV + "/runtime").at("/modules/backend/backend");
    }

    private JsonNode backendInV2() throws Exception {
        return new JsonMapper()
                .readTree(client.send("GET", DEV + "/runtime", null, "Accept", "application/v2+json")
                        .body())
                .at("/modules/backend");
    }

    private static List<String> images(JsonNode controller) {
        return controller.findValuesAsText("image").stream().distinct().toList();
    }

    @Test
    void podsRunTheDeployedImage() throws Exception {
        int revision = backend().get("revision").asInt();
        assertThat(images(backend())).containsExactly("registry.example.com/backend:1.0.0");

        deploy("registry.example.com/backend:2");

        assertThat(images(backend())).containsExactly("registry.example.com/backend:2");
        assertThat(backend().get("revision").asInt()).isEqualTo(revision + 1);
        assertThat(backend().get("status").asText()).isEqualTo("Success");
        assertThat(backend().at("/pods/0/containerStatuses/0/state/running").isObject())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "crashing, CrashLoopBackOff, Running, 4",
        "unpullable, ImagePullBackOff, Pending, 0",
        "misconfigured, CreateContainerConfigError, Pending, 0"
    })
    void aContainerThatDoesNotStartSaysWhy(String tag, String reason, String phase, int restarts) throws Exception {
        int replicas = backend().get("replicas").asInt();
        int revision = backend().get("revision").asInt();

        deploy("registry.example.com/backend:" + tag);

        assertThat(backend().get("status").asText()).isEqualTo("Failure");
        assertThat(backend().get("message").asText()).startsWith(reason);
        JsonNode pods = backend().get("pods");
        assertThat(pods).hasSize(replicas + 1);
        JsonNode failing = pods.get(replicas);
        assertThat(failing.get("phase").asText()).isEqualTo(phase);
        assertThat(failing.get("revision").asInt()).isEqualTo(revision + 1);
        JsonNode container = failing.at("/containerStatuses/0");
        assertThat(container.at("/state/waiting/reason").asText()).isEqualTo(reason);
        assertThat(container.get("restartCount").asInt()).isEqualTo(restarts);
        assertThat(container.get("ready").asBoolean()).isFalse();
        assertThat(pods.get(0).get("revision").asInt()).isEqualTo(revision);
        assertThat(pods.get(0).at("/containerStatuses/0/ready").asBoolean()).isTrue();
        assertThat(pods.get(0).at("/containerStatuses/0/image").asText()).endsWith(":1.0.0");
    }

    @Test
    void aPodWithoutAPlaceHasNoContainers() throws Exception {
        deploy("registry.example.com/backend:unschedulable");

        assertThat(backend().get("message").asText()).startsWith("Unschedulable: 0/3 nodes");
        JsonNode pods = backend().get("pods");
        assertThat(pods.get(pods.size() - 1).get("containerStatuses")).isEmpty();
        assertThat(pods.get(pods.size() - 1).get("phase").asText()).isEqualTo("Pending");
    }

    @Test
    void theSecondVersionTellsTheSame() throws Exception {
        assertThat(backendInV2().get("status").asText()).isEqualTo("Running");

        deploy("registry.example.com/backend:crashing");

        assertThat(backendInV2().get("status").asText()).isEqualTo("Failed");
        assertThat(backendInV2().get("status_class").asText()).isEqualTo("Failure");
        assertThat(backendInV2().findValuesAsText("reason")).containsExactly("CrashLoopBackOff");
        assertThat(backendInV2().findValuesAsText("restart_count")).contains("4");
    }

    @Test
    void anotherDeploymentReplacesPodsThatDoNotStart() throws Exception {
        deploy("registry.example.com/backend:crashing");
        deploy("registry.example.com/backend:3");

        assertThat(images(backend())).containsExactly("registry.example.com/backend:3");
        assertThat(backend().get("pods"))
                .hasSize(backend().get("replicas").asInt())
                .allMatch(pod -> pod.get("phase").asText().equals("Running"));
    }
}
