package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks are called when something happens, without a request that asks for it. */
class WebhooksTest {

    private static final String APP = "/orgs/acme/apps/shop";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("X-Team") + " "
                    + new String(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void register(String host, String more) throws Exception {
        client.post(APP + "/webhooks", """
                {"id": "notify", "url": "http://%s:%d/hook", "headers": {"X-Team": "blue"}, "payload": {"room": 7},
                 "triggers": [{"scope": "deployment", "type": "started"}, {"scope": "deployment", "type": "finished"},
                  {"scope": "environment", "type": "created"}, {"scope": "environment", "type": "deleted"}]%s}
                """.formatted(host, server.getAddress().getPort(), more));
    }

    @Test
    void aDeploymentIsTold() throws Exception {
        register("127.0.0.1", "");
        String id = client.post(APP + "/envs/development/deploys", "{\"set_id\": \"0\"}")
                .get("id")
                .asText();

        await().until(() -> received.size() == 2);
        assertThat(received).allMatch(request -> request.startsWith("blue "));
        boolean isInOrder = received.get(1).contains("finished");
        String started = received.get(isInOrder ? 0 : 1);
        String finished = received.get(isInOrder ? 1 : 0);
        JsonNode event = new JsonMapper().readTree(finished.substring("blue ".length()));
        assertThat(event).isEqualTo(new JsonMapper().readTree("""
                {"app_id": "shop", "env_id": "development", "deploy_id": "%s", "status": "succeeded",
                 "scope": "deployment", "type": "finished", "room": 7}""".formatted(id)));
        assertThat(started).contains("started", "in progress");
    }

    @Test
    void anEnvironmentIsTold() throws Exception {
        register("localhost", "");
        client.post(APP + "/envs", "{\"id\": \"preview\", \"name\": \"Preview\", \"type\": \"development\"}");
        // Two events that are sent shortly after each other can arrive in any order.
        await().until(() -> received.size() == 1);
        client.send("DELETE", APP + "/envs/preview", null);

        await().until(() -> received.size() == 2);
        assertThat(received.get(0)).contains("created", "preview");
        assertThat(received.get(1)).contains("deleted", "preview");
    }

    @Test
    void aDeletedApplicationTellsItOfItsEnvironments() throws Exception {
        register("localhost", "");
        client.send("DELETE", APP, null);

        await().until(() -> received.size() == 2);
        assertThat(received).allMatch(event -> event.contains("deleted"));
        assertThat(received.toString()).contains("development", "production");
    }

    @Test
    void onlyWhatIsEnabledIsSent() throws Exception {
        register("localhost", ", \"disabled\": true");
        client.post(APP + "/envs", "{\"id\": \"preview\", \"name\": \"Preview\", \"type\": \"development\"}");
        client.json("PATCH", APP + "/webhooks/notify", "{\"disabled\": false, \"triggers\": []}");
        client.send("DELETE", APP + "/envs/preview", null);
        client.json(
                "PATCH",
                APP + "/webhooks/notify",
                "{\"triggers\": [{\"scope\": \"environment\", \"type\": \"created\"}]}");
        client.post(APP + "/envs", "{\"id\": \"other\", \"name\": \"Other\", \"type\": \"development\"}");

        await().until(() -> !received.isEmpty());
        assertThat(received).singleElement().asString().contains("other");
    }
}
