package io.jenkins.plugins.humanitec.client.events;

import java.util.List;

/**
 * What has happened since a cursor.
 *
 * @param events the events, oldest first
 * @param cursor the cursor after these events; store it before you act on them, so that none is returned twice
 */
public record EventBatch(List<Event> events, EventCursor cursor) {

    /** Copies the list. */
    public EventBatch {
        events = List.copyOf(events);
    }
}
