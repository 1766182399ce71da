package io.jenkins.plugins.humanitec.webhook;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits how many events are read in a minute: a number for each application. The memory that it uses is limited too. */
final class RequestLimit {

    private static final int MOST_APPLICATIONS = 10_000;

    private final int most;
    private final LoadingCache<String, AtomicInteger> counts = CacheBuilder.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MOST_APPLICATIONS)
            .build(CacheLoader.from(() -> new AtomicInteger()));

    /** @param most the number of events in the minute that begins with the first one */
    RequestLimit(int most) {
        this.most = most;
    }

    /** Counts an event. Returns whether it is one too many. */
    boolean isExceeded(@NonNull String application) {
        return counts.getUnchecked(application).incrementAndGet() > most;
    }
}
