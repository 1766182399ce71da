package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The overview that all viewers share. It returns at once what was read before, and reads it again in the background: at most once in
 * {@link #FRESH}, however many look, and never without a viewer. Safe for use by many threads.
 */
public final class OverviewCache {

    /**
     * The shortest time between two reads of the same application. It is twice as long for an application whose only environment
     * was deployed to, because such a read takes two requests.
     */
    public static final Duration FRESH = Duration.ofSeconds(10);

    /** Without a viewer for this long, an application that waits to be read is not read. */
    public static final Duration UNSEEN = Duration.ofSeconds(30);

    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** The number of applications that are read at the same time. */
    private static final int MOST_READERS = 4;

    private final Executor executor;
    private final Clock clock;
    private final Map<List<Object>, Entry<?>> entries = new HashMap<>();
    private final Queue<Entry<?>> waiting = new ArrayDeque<>();
    private int readers;
    private Instant cleaned;

    /** Guarded by the cache, except for the facts, which only the thread that reads the entry uses. */
    private static final class Entry<T> {
        final SetFacts facts = new SetFacts();
        Snapshot<T> snapshot = new Snapshot<>(null, null, null, false);
        Supplier<T> read;
        Instant seen;

        @Nullable
        Instant begun;

        boolean isWaiting;
        Duration fresh = FRESH;

        Entry(Supplier<T> read, Instant seen) {
            this.read = read;
            this.seen = seen;
        }
    }

    /**
     * Creates an empty cache.
     *
     * @param executor runs the requests; its threads may block
     * @param clock the clock
     */
    public OverviewCache(Executor executor, Clock clock) {
        this.executor = executor;
        this.clock = clock;
        this.cleaned = clock.instant();
    }

    /**
     * {@return the applications of an organization, ordered by ID, as they were read last} Does not wait for a request.
     *
     * @param identity equal for viewers who use the same API and token; others do not see the result
     * @param orgId the ID of the organization
     * @param source creates the operations that read
     */
    public Snapshot<List<AppRef>> applications(Object identity, String orgId, Supplier<Overview> source) {
        return look(List.of(identity, orgId), facts -> source.get().applications(orgId));
    }

    /**
     * {@return the overview of an application as it was read last} Does not wait for a request.
     *
     * @param identity equal for viewers who use the same API and token; others do not see the result
     * @param app the application
     * @param source creates the operations that read
     */
    public Snapshot<ApplicationOverview> application(Object identity, AppRef app, Supplier<Overview> source) {
        return look(List.of(identity, app), facts -> source.get().read(app, facts));
    }

    /**
     * {@return the overview of an application if it was read before} Reads it only if it is not known, for viewers to whom an old state
     * is of use.
     *
     * @param identity equal for viewers who use the same API and token; others do not see the result
     * @param app the application
     * @param source creates the operations that read
     */
    @SuppressWarnings("unchecked")
    public Snapshot<ApplicationOverview> knownApplication(Object identity, AppRef app, Supplier<Overview> source) {
        synchronized (this) {
            Entry<ApplicationOverview> entry = (Entry<ApplicationOverview>) entries.get(List.of(identity, app));
            if (entry != null && entry.snapshot.value() != null) {
                return entry.snapshot;
            }
        }
        return application(identity, app, source);
    }

    /**
     * {@return the last deployments to an environment, newest first, as they were read last} Does not wait for a request. Each read
     * adds the changes of some older deployments.
     *
     * @param identity equal for viewers who use the same API and token; others do not see the result
     * @param env the environment
     * @param source creates the operations that read
     */
    public Snapshot<List<HistoryEntry>> history(Object identity, EnvRef env, Supplier<Overview> source) {
        return look(List.of(identity, env), facts -> source.get().history(env, facts));
    }

    @SuppressWarnings("unchecked")
    private <T> Snapshot<T> look(List<Object> key, Function<SetFacts, T> read) {
        boolean isReaderNeeded = false;
        Snapshot<T> found;
        synchronized (this) {
            Instant now = clock.instant();
            clean(now);
            Entry<T> entry = (Entry<T>) entries.computeIfAbsent(key, any -> new Entry<T>(() -> null, now));
            entry.seen = now;
            entry.read = () -> read.apply(entry.facts);
            if (!entry.isWaiting
                    && (entry.begun == null || !entry.begun.plus(entry.fresh).isAfter(now))) {
                entry.isWaiting = true;
                waiting.add(entry);
                isReaderNeeded = readers < MOST_READERS;
                readers += isReaderNeeded ? 1 : 0;
            }
            found = entry.isWaiting ? entry.snapshot.beingRead() : entry.snapshot;
        }
        if (isReaderNeeded) {
            executor.execute(this::readAll);
        }
        return found;
    }

    private void readAll() {
        boolean isOver = false;
        try {
            for (Entry<?> next = next(); next != null; next = next()) {
                read(next);
            }
            isOver = true;
        } finally {
            if (!isOver) {
                leave();
            }
        }
    }

    private synchronized void leave() {
        readers--;
    }

    private synchronized @Nullable Entry<?> next() {
        Instant now = clock.instant();
        for (Entry<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            if (!next.seen.plus(UNSEEN).isBefore(now)) {
                next.begun = now;
                return next;
            }
            next.isWaiting = false;
        }
        readers--;
        return null;
    }

    private <T> void read(Entry<T> entry) {
        Supplier<T> read;
        synchronized (this) {
            read = entry.read;
        }
        T value = null;
        String error = "An unexpected error occurred. Report it as a bug, with the log.";
        try {
            value = read.get();
        } catch (HumanitecException | InvalidInputException e) {
            error = ApiText.or(e.getMessage(), error);
        } finally {
            synchronized (this) {
                entry.fresh = value instanceof ApplicationOverview app ? fresh(app) : entry.fresh;
                entry.snapshot = value == null ? entry.snapshot.withError(error) : Snapshot.of(value, clock.instant());
                entry.isWaiting = false;
            }
        }
    }

    /** Returns a time in which there is at most one request for each environment in each {@link #FRESH}. */
    private static Duration fresh(ApplicationOverview app) {
        List<EnvironmentOverview> all = Stream.concat(app.environments().stream(), app.previews().stream())
                .toList();
        return all.size() == 1 && all.get(0).lastDeployment() != null ? FRESH.multipliedBy(2) : FRESH;
    }

    /** Removes what nobody has looked at for some time. */
    private void clean(Instant now) {
        if (cleaned.plus(FORGOTTEN).isBefore(now)) {
            cleaned = now;
            entries.values()
                    .removeIf(entry ->
                            !entry.isWaiting && entry.seen.plus(FORGOTTEN).isBefore(now));
        }
    }
}
