package io.jenkins.plugins.humanitec.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.util.SystemProperties;

/**
 * Polls the applications of all triggers. Triggers with the same application, connection and credentials share a poll. The polls
 * of a connection run one after the other, so that a connection that cannot be reached delays no other one.
 */
@Extension
public final class EventWatches extends PeriodicWork {

    /** For how long a cursor is kept without a trigger. Jenkins stops and starts triggers whenever a job is saved. */
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(10);

    private final Set<HumanitecEventTrigger> triggers =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final Map<WatchKey, EventWatch> watches = new ConcurrentHashMap<>();
    private final Set<String> busyConnections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isRunning = new AtomicBoolean();

    /** {@return the watches of this Jenkins} */
    @NonNull
    public static EventWatches get() {
        return ExtensionList.lookupSingleton(EventWatches.class);
    }

    void add(@NonNull HumanitecEventTrigger trigger) {
        triggers.add(trigger);
    }

    void remove(@NonNull HumanitecEventTrigger trigger) {
        triggers.remove(trigger);
    }

    @Override
    public long getRecurrencePeriod() {
        return Math.max(1, SystemProperties.getLong(EventWatches.class.getName() + ".period", 5000L));
    }

    /** Runs on a pool whose threads may block. All of Jenkins shares the few threads of the timer. */
    @Override
    protected void doRun() {
        if (isRunning.compareAndSet(false, true)) {
            Computer.threadPoolForRemoting.submit(() -> {
                try {
                    pollWhatIsDue();
                } finally {
                    isRunning.set(false);
                }
            });
        }
    }

    private void pollWhatIsDue() {
        Map<WatchKey, List<HumanitecEventTrigger>> byKey = byKey(trigger -> true);
        Map<String, List<Runnable>> polls = new HashMap<>();
        byKey.forEach((key, group) -> {
            EventWatch watch = watches.computeIfAbsent(key, EventWatch::new);
            watch.markUsed();
            Duration interval = group.stream()
                    .map(HumanitecEventTrigger::interval)
                    .min(Duration::compareTo)
                    .orElseThrow();
            if (watch.isDue(interval) && !busyConnections.contains(key.connection())) {
                polls.computeIfAbsent(key.connection(), any -> new ArrayList<>())
                        .add(() -> watch.poll(group));
            }
        });
        polls.forEach(this::start);
        removeUnused(byKey.keySet());
    }

    private void start(String connection, List<Runnable> polls) {
        busyConnections.add(connection);
        Computer.threadPoolForRemoting.submit(() -> {
            try {
                polls.forEach(Runnable::run);
            } finally {
                busyConnections.remove(connection);
            }
        });
    }

    private List<HumanitecEventTrigger> allTriggers() {
        synchronized (triggers) {
            return List.copyOf(triggers);
        }
    }

    /** Returns the triggers of existing jobs whose settings are valid, and which a condition selects. */
    private Map<WatchKey, List<HumanitecEventTrigger>> byKey(Predicate<WatchKey> condition) {
        Map<WatchKey, List<HumanitecEventTrigger>> byKey = new HashMap<>();
        for (HumanitecEventTrigger trigger : allTriggers()) {
            if (trigger.key() == null) {
                trigger.resolve();
            }
            WatchKey key = trigger.key();
            if (key != null && trigger.isLive() && condition.test(key)) {
                byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(trigger);
            }
        }
        return byKey;
    }

    private void removeUnused(Set<WatchKey> used) {
        Instant limit = Instant.now().minus(KEPT_UNUSED);
        allTriggers().stream().filter(trigger -> trigger.isGone(limit)).forEach(triggers::remove);
        watches.entrySet().removeIf(entry -> {
            boolean isUnused =
                    !used.contains(entry.getKey()) && entry.getValue().isUnusedSince(limit);
            if (isUnused) {
                entry.getValue().delete();
            }
            return isUnused;
        });
        Set<String> files = new HashSet<>();
        watches.keySet().forEach(key -> files.add(key.fileName()));
        CursorFile.deleteUnused(files);
    }

    /**
     * Looks up an event of an application at once. What it starts depends only on what the API returns.
     *
     * @param connection the name of the connection
     * @param app the ID of the application
     * @param body the body of the webhook, which may be anything
     */
    public void lookUp(@NonNull String connection, @NonNull String app, @NonNull String body) {
        Predicate<WatchKey> isConcerned =
                key -> key.connection().equals(connection) && key.app().appId().equals(app);
        byKey(isConcerned)
                .keySet()
                .forEach(key -> watches.computeIfAbsent(key, EventWatch::new)
                        .wake(() -> byKey(key::equals).getOrDefault(key, List.of()), body));
    }

    /** {@return the applications for whose events jobs wait, by the name of the connection} */
    @NonNull
    public Map<String, Set<String>> applications() {
        Stream<WatchKey> keys = byKey(key -> true).keySet().stream();
        return keys.collect(Collectors.groupingBy(
                WatchKey::connection, Collectors.mapping(key -> key.app().appId(), Collectors.toSet())));
    }
}
