package io.jenkins.plugins.humanitec.client.events;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Selects events by environment, type of the environment and kind. */
public final class EventFilter {

    private final @Nullable String env;
    private final @Nullable String envType;
    private final Set<EventKind> kinds;

    /**
     * Creates a filter.
     *
     * @param env the ID of the environment, in which {@code *} stands for any characters; null or blank for all
     * @param envType the type of the environment; null or blank for all
     * @param kinds the kinds; empty for all
     */
    public EventFilter(@Nullable String env, @Nullable String envType, Collection<EventKind> kinds) {
        this.env = env == null || env.isBlank() ? null : env.trim();
        this.envType = envType == null || envType.isBlank() ? null : envType.trim();
        this.kinds = kinds.isEmpty() ? EnumSet.allOf(EventKind.class) : EnumSet.copyOf(kinds);
    }

    /**
     * {@return whether the filter selects an event}
     *
     * @param event the event
     */
    public boolean matches(Event event) {
        return kinds.contains(event.kind())
                && (env == null || isLike(env, event.env().envId()))
                && (envType == null || envType.equals(event.envType()));
    }

    /** Compares an ID with a pattern. Each star first stands for nothing, and then for one character more after each difference. */
    private static boolean isLike(String pattern, String id) {
        int p = 0;
        int i = 0;
        int star = -1;
        int resume = 0;
        while (i < id.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = i;
            } else if (p < pattern.length() && pattern.charAt(p) == id.charAt(i)) {
                p++;
                i++;
            } else if (star >= 0) {
                p = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
