package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what has happened in an application since a cursor. A poll makes one request for the environments of the application,
 * and one for each environment with other deployments than those of the cursor.
 */
public final class EventPoller {

    private final ClientContext client;
    private final DeploymentEvents deployments;

    /**
     * Creates a poller.
     *
     * @param client the client to use
     */
    public EventPoller(ClientContext client) {
        this.client = client;
        this.deployments = new DeploymentEvents(client);
    }

    /**
     * Reads what has happened in an application.
     *
     * @param app the application
     * @param cursor the cursor of the previous poll; null at first, which returns no events
     * @return the events since the cursor, and the next cursor
     * @throws HumanitecException if a request fails; then use the same cursor again
     */
    public EventBatch poll(AppRef app, @Nullable EventCursor cursor) {
        List<Environment> found = new Environments(client).list(app);
        SortedMap<String, KnownEnvironment> known = cursor == null ? new TreeMap<>() : cursor.environments();
        SortedMap<String, KnownEnvironment> next = new TreeMap<>();
        List<Event> events = new ArrayList<>();
        for (Environment env : found) {
            if (env.getId() != null) {
                KnownEnvironment now = cursor == null
                        ? KnownEnvironment.of(env)
                        : read(app.env(env.getId()), env, known.remove(env.getId()), events);
                next.put(env.getId(), now);
            }
        }
        known.forEach((id, gone) ->
                events.add(deletion(app.env(id), gone, client.clock().instant())));
        return batch(events, next);
    }

    /**
     * Reads what has happened in one environment, with one or two requests.
     *
     * @param env the environment, which need not exist
     * @param cursor the cursor of the previous poll of the application
     * @return the events since the cursor, and the next cursor
     * @throws HumanitecException if a request fails; then use the same cursor again
     */
    public EventBatch poll(EnvRef env, EventCursor cursor) {
        Optional<Environment> found = new Environments(client).find(env);
        SortedMap<String, KnownEnvironment> next = cursor.environments();
        List<Event> events = new ArrayList<>();
        KnownEnvironment known = next.remove(env.envId());
        if (found.isPresent()) {
            next.put(env.envId(), read(env, found.get(), known, events));
        } else if (known != null) {
            events.add(deletion(env, known, client.clock().instant()));
        }
        return batch(events, next);
    }

    private KnownEnvironment read(EnvRef env, Environment found, @Nullable KnownEnvironment known, List<Event> events) {
        KnownEnvironment before = known;
        if (before == null || !before.isSame(found)) {
            Event creation = creation(env, found);
            if (before != null) {
                events.add(deletion(env, before, creation.time()));
            }
            events.add(creation);
            before = KnownEnvironment.withoutDeployments(found);
        }
        return before.isUpToDate(found) ? before : deployments.read(env, before, events);
    }

    /** Events of different environments are in the order of their times; those of one are in their order already. */
    private static EventBatch batch(List<Event> events, SortedMap<String, KnownEnvironment> next) {
        List<Event> sorted =
                events.stream().sorted(Comparator.comparing(Event::time)).toList();
        return new EventBatch(sorted, new EventCursor(next));
    }

    private static Event creation(EnvRef env, Environment found) {
        Instant time = found.getCreatedAt() == null
                ? Instant.EPOCH
                : found.getCreatedAt().toInstant();
        return new Event(EventKind.ENVIRONMENT_CREATED, env, ApiText.or(found.getType(), ""), "", "created", time);
    }

    private static Event deletion(EnvRef env, KnownEnvironment gone, Instant time) {
        return new Event(EventKind.ENVIRONMENT_DELETED, env, gone.type(), "", "deleted", time);
    }
}
