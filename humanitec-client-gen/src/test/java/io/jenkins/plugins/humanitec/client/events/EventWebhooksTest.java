package io.jenkins.plugins.humanitec.client.events;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.humanitec.client.api.WebhooksApi;
import io.jenkins.plugins.humanitec.client.model.Webhook;
import io.jenkins.plugins.humanitec.client.model.WebhookInput;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventWebhooksTest {

    private static final URI ADDRESS = URI.create("https://jenkins.example.com/hook");
    private static final Map<String, String> HEADERS = Map.of("X-Key", "s3cret");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private boolean register(URI address, Map<String, String> headers) {
        return humanitec.client().eventWebhooks().register(SHOP, "jenkins-1", address, headers);
    }

    private Webhook registered() {
        return humanitec.client().api(WebhooksApi.class).getWebhook("acme", "shop", "jenkins-1");
    }

    @Test
    void aWebhookIsCreatedOnce() {
        assertThat(register(ADDRESS, HEADERS)).isTrue();
        assertThat(register(ADDRESS, HEADERS)).isFalse();

        assertThat(registered().getUrl()).isEqualTo("jenkins.example.com/hook");
        assertThat(registered().getHeaders()).isEqualTo(Map.of("X-Key", "s3cret"));
        assertThat(registered().getTriggers())
                .extracting(trigger -> trigger.getScope() + " " + trigger.getType())
                .containsExactly(
                        "deployment started", "deployment finished", "environment created", "environment deleted");
        assertThat(humanitec.requests())
                .filteredOn(request -> request.startsWith("POST "))
                .hasSize(1);
    }

    @Test
    void aDifferentWebhookIsChanged() {
        register(ADDRESS, HEADERS);
        assertThat(register(URI.create("https://other.example.com/hook"), HEADERS))
                .isTrue();
        assertThat(registered().getUrl()).isEqualTo("other.example.com/hook");

        assertThat(register(ADDRESS, Map.of("X-Key", "other"))).isTrue();
        assertThat(registered().getHeaders()).isEqualTo(Map.of("X-Key", "other"));

        for (WebhookInput change : List.of(new WebhookInput().disabled(true), new WebhookInput().triggers(List.of()))) {
            humanitec.client().api(WebhooksApi.class).patchWebhook("acme", "shop", "jenkins-1", change);
            assertThat(register(ADDRESS, HEADERS)).isTrue();
            assertThat(registered().getDisabled()).isFalse();
            assertThat(registered().getTriggers()).hasSize(4);
            assertThat(register(ADDRESS, HEADERS)).isFalse();
        }
    }

    @Test
    void aWebhookIsRemoved() {
        register(ADDRESS, HEADERS);

        assertThat(humanitec.client().eventWebhooks().remove(SHOP, "jenkins-1")).isTrue();
        assertThat(humanitec.client().eventWebhooks().remove(SHOP, "jenkins-1")).isFalse();
        assertThat(humanitec.client().api(WebhooksApi.class).listWebhooks("acme", "shop"))
                .isEmpty();
    }

    @Test
    void aDryRunRegistersNothing() {
        assertThat(humanitec
                        .builder()
                        .dryRun(true)
                        .build()
                        .eventWebhooks()
                        .register(SHOP, "jenkins-1", ADDRESS, HEADERS))
                .isTrue();

        assertThat(humanitec.client().api(WebhooksApi.class).listWebhooks("acme", "shop"))
                .isEmpty();
    }

    @Test
    void whatItSendsIsLookedUp() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
        try {
            register(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"), HEADERS);
            EventCursor cursor = humanitec.client().events().poll(SHOP, null).cursor();
            humanitec.shop().env("dev").deployed();
            humanitec
                    .shop()
                    .env("dev")
                    .deploy("Again", null, humanitec.shop().env("dev").baseSet());
            await().until(() -> bodies.stream().anyMatch(body -> body.contains("finished")));

            EventBatch batch = humanitec.client().eventLookup().lookUp(SHOP, bodies.get(bodies.size() - 1), cursor);

            assertThat(batch.events()).extracting(Event::kind).contains(EventKind.DEPLOYMENT_SUCCEEDED);
            assertThat(bodies).hasSize(2);
        } finally {
            server.stop(0);
        }
    }
}
