package io.jenkins.plugins.humanitec.client.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests for one target, and who waits for them. Guarded by the monitor of the {@link SharedPoller}. */
final class Poll {

    final PollTarget<?> target;
    final PollRequests requests;
    final List<Subscriber<?>> subscribers = new ArrayList<>();
    int round;
    boolean isBusy;
    Instant lastFetch = Instant.EPOCH;
    Instant due = Instant.EPOCH;

    /** The number of the last scheduled request; earlier ones are not valid any more. */
    int planned;

    /** Whether the current pause is longer than a regular one, because of the forecast. */
    boolean isLong;

    /** Whether a request is in progress. */
    boolean isFetching;

    /** Whether the request that is in progress must be followed by another one soon. */
    boolean isWoken;

    /** The state, if it never changes. */
    @Nullable
    Observation lasting;

    Poll(PollTarget<?> target, PollRequests requests) {
        this.target = target;
        this.requests = requests;
    }
}
