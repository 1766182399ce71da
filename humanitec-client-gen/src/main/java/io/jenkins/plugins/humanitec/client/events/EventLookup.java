package io.jenkins.plugins.humanitec.client.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what a webhook tells. The body of the webhook only says where to look: all that is returned was read from the API
 * and is not known yet. So a false or repeated body returns no events.
 */
public final class EventLookup {

    private final EventPoller poller;

    /**
     * Creates a lookup.
     *
     * @param client the client to use
     */
    public EventLookup(ClientContext client) {
        this.poller = new EventPoller(client);
    }

    /**
     * Looks up the events that a webhook tells.
     *
     * @param app the application for which the webhook is registered
     * @param body the body of the request
     * @param cursor the cursor of the previous poll or lookup; null at first, which returns no events
     * @return the events of the environment that the body names, or of all environments if it names none; and the next cursor
     * @throws HumanitecException if a request fails; then use the same cursor again
     */
    public EventBatch lookUp(AppRef app, String body, @Nullable EventCursor cursor) {
        Optional<EnvRef> env = environment(app, body);
        return cursor == null || env.isEmpty() ? poller.poll(app, cursor) : poller.poll(env.get(), cursor);
    }

    private static Optional<EnvRef> environment(AppRef app, String body) {
        try {
            JsonNode env = Json.MAPPER.readTree(body).path("env_id");
            return env.isTextual() ? Optional.of(app.env(env.asText())) : Optional.empty();
        } catch (JsonProcessingException | InvalidInputException e) {
            // An unknown format; the events are read without its help.
            return Optional.empty();
        }
    }
}
