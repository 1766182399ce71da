package io.jenkins.plugins.humanitec.simulator.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Sends events to the webhooks of an application, but only to addresses on this machine. An address without a scheme is an HTTPS
 * address, as in the API.
 *
 * @param store the resources of the organizations, among them the webhooks
 * @param application the path of the application, such as {@code /orgs/acme/apps/shop}
 */
public record Webhooks(ResourceStore store, String application) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Created for the first webhook only. */
    private static final class Http {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // A proxy would be another machine.
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(TIMEOUT)
                .build();
    }

    /**
     * Sends an event. Does not wait for the answers.
     *
     * @param scope the type of object, such as {@code deployment}
     * @param type the type of event, such as {@code finished}
     * @param fields the fields of the event; the payload of the webhook is added to them
     */
    public void send(String scope, String type, ObjectNode fields) {
        for (ObjectNode webhook : store.list(application + "/webhooks")) {
            if (!webhook.path("disabled").asBoolean() && isTriggered(webhook, scope, type)) {
                ObjectNode body = fields.deepCopy().put("scope", scope).put("type", type);
                webhook.path("payload").forEachEntry(body::set);
                send(webhook, body);
            }
        }
    }

    private static boolean isTriggered(JsonNode webhook, String scope, String type) {
        return webhook.path("triggers")
                .valueStream()
                .anyMatch(trigger -> trigger.path("scope").asText().equals(scope)
                        && trigger.path("type").asText().equals(type));
    }

    private static void send(JsonNode webhook, ObjectNode body) {
        String url = webhook.path("url").asText();
        try {
            URI address = URI.create(url.contains("://") ? url : "https://" + url);
            if (address.getHost() == null
                    || !LOOPBACK.matcher(address.getHost()).matches()) {
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(TIMEOUT)
                    .setHeader("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
            webhook.path("headers").forEachEntry((name, value) -> request.setHeader(name, value.asText()));
            // Nobody reads how it ends: the API does not tell either.
            Http.CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        } catch (IllegalArgumentException e) {
            // The URL or a header is not valid, which the API does not check either.
        }
    }
}
