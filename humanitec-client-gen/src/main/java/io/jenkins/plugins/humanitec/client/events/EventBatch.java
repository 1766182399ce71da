package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.EnvRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * Returns the newest events of each environment.
     *
     * @param most how many events of each environment to return at most
     * @return the events, oldest first
     */
    public List<Event> newest(int most) {
        Map<EnvRef, Integer> counts = new HashMap<>();
        List<Event> newest = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (counts.merge(events.get(i).env(), 1, Integer::sum) <= most) {
                newest.add(events.get(i));
            }
        }
        Collections.reverse(newest);
        return newest;
    }
}
