package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.api.WebhooksApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.Webhook;
import io.jenkins.plugins.humanitec.client.model.WebhookInput;
import io.jenkins.plugins.humanitec.client.model.WebhookTriggerInput;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Registers webhooks for the events of this package. */
public final class EventWebhooks {

    private static final String HTTPS = "https://";

    /** The scopes and types of what Humanitec sends. */
    private static final List<List<String>> TRIGGERS = List.of(
            List.of("deployment", "started"),
            List.of("deployment", "finished"),
            List.of("environment", "created"),
            List.of("environment", "deleted"));

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public EventWebhooks(ClientContext client) {
        this.client = client;
    }

    /**
     * Creates a webhook for all events of an application, or changes it if it is different or disabled.
     *
     * @param app the application
     * @param id the ID of the webhook, unique in the organization
     * @param url the URL to which Humanitec sends events; Humanitec supports only https
     * @param headers the headers of these requests, among them one with a secret
     * @return whether it was created or changed
     * @throws HumanitecException if a request fails
     */
    public boolean register(AppRef app, String id, URI url, Map<String, String> headers) {
        WebhooksApi api = client.api(WebhooksApi.class);
        // The API wants addresses without the scheme.
        String address = url.toString().startsWith(HTTPS) ? url.toString().substring(HTTPS.length()) : url.toString();
        WebhookInput wanted = new WebhookInput()
                .url(address)
                .headers(Map.copyOf(headers))
                .payload(Map.of())
                .disabled(false)
                .triggers(TRIGGERS.stream()
                        .map(trigger ->
                                new WebhookTriggerInput().scope(trigger.get(0)).type(trigger.get(1)))
                        .toList());
        Webhook found;
        try {
            found = api.getWebhook(app.orgId(), app.appId(), id);
        } catch (NotFoundException e) {
            WriteRequests.make(client, () -> api.createWebhook(app.orgId(), app.appId(), wanted.id(id)));
            return true;
        }
        if (isAs(found, wanted)) {
            return false;
        }
        WriteRequests.make(client, () -> api.patchWebhook(app.orgId(), app.appId(), id, wanted));
        return true;
    }

    private static boolean isAs(Webhook found, WebhookInput wanted) {
        return Objects.equals(found.getUrl(), wanted.getUrl())
                && !Boolean.TRUE.equals(found.getDisabled())
                && Objects.equals(found.getHeaders(), wanted.getHeaders())
                && found.getTriggers() != null
                && triggers(found).equals(Set.copyOf(TRIGGERS));
    }

    private static Set<List<String>> triggers(Webhook found) {
        return found.getTriggers().stream()
                .map(trigger -> List.of(String.valueOf(trigger.getScope()), String.valueOf(trigger.getType())))
                .collect(Collectors.toSet());
    }

    /**
     * Deletes a webhook.
     *
     * @param app the application
     * @param id the ID of the webhook
     * @return whether it existed
     * @throws HumanitecException if the request fails
     */
    public boolean remove(AppRef app, String id) {
        try {
            WriteRequests.make(client, () -> client.api(WebhooksApi.class).deleteWebhook(app.orgId(), app.appId(), id));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
