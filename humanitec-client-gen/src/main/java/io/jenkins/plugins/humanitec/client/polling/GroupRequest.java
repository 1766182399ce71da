package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for the state of a target, and for those of the other targets of its group that are polled. Each poll that it serves
 * begins a round with it, so that those who subscribe during the request do not receive its result.
 */
final class GroupRequest {

    /** A longer response, with each request, takes more than it saves. */
    private static final int MOST_MEMBERS = 50;

    /** Another poll that the request serves, its round, and its target in the group. */
    record Other(Poll poll, int round, Object member) {}

    private final Poll poll;
    private final List<Other> others = new ArrayList<>();
    private Map<?, ?> states = Map.of();

    /**
     * Begins a round of all other polls of the group.
     *
     * @param poll the poll that makes the request
     * @param all all polls
     */
    GroupRequest(Poll poll, Collection<Poll> all) {
        this.poll = poll;
        PollGroup<?> group = poll.group();
        if (group == null) {
            return;
        }
        for (Poll other : all) {
            PollGroup<?> its = other.group();
            if (other != poll && its != null && its.key().equals(group.key()) && other.isIdle()) {
                others.add(new Other(other, other.begin(), its.member()));
            }
        }
    }

    /** Requests the states, or only the one of the target if there is no other poll. Returns null if it must be read alone. */
    @Nullable
    Observation send(PollTarget<?> target) {
        PollGroup<?> group = target.group();
        if (group == null || others.isEmpty()) {
            return Observation.of(target);
        }
        try {
            states = group.fetch().get();
        } catch (HumanitecException e) {
            if (Poller.isPassing(e)) {
                // Only the list may have a problem, for instance because it is long.
                poll.lastAlone = poll.round + 1;
                return new Observation(null, e);
            }
        }
        Object state = states.get(group.member());
        if (state == null || states.size() > MOST_MEMBERS) {
            poll.lastAlone = Integer.MAX_VALUE;
        }
        return state == null ? null : new Observation(state, null);
    }

    List<Other> others() {
        return others;
    }

    /** Returns the state of the target of another poll; null if it was not read. */
    @Nullable
    Object of(Other other) {
        return states.get(other.member);
    }
}
