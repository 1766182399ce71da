package io.jenkins.plugins.humanitec.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.events.Event;
import io.jenkins.plugins.humanitec.client.events.EventBatch;
import io.jenkins.plugins.humanitec.session.HumanitecSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;

/** Reads the events of an application, and starts the jobs whose triggers select them. */
final class EventWatch {

    private static final Logger LOGGER = Logger.getLogger(EventWatch.class.getName());

    /** How often the pause is doubled. */
    private static final int MOST_DOUBLINGS = 6;

    /** The most events of an environment in a poll. More are rather an error than deployments. */
    private static final int MOST_EVENTS = 100;

    private final WatchKey key;
    private final CursorFile file;
    private volatile Instant lastPoll = Instant.EPOCH;
    private volatile Instant lastUse = Instant.now();
    private final AtomicInteger failures = new AtomicInteger();
    private String problem;

    /** The bodies of the webhooks that wait for a lookup. */
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isLookupPlanned = new AtomicBoolean();

    EventWatch(@NonNull WatchKey key) {
        this.key = key;
        this.file = new CursorFile(key);
    }

    /** The longest pause after failures, also if the interval is longer: the cursor is used for a day only. */
    private static Duration longestPause() {
        return Duration.ofMillis(SystemProperties.getLong(
                EventWatch.class.getName() + ".longestPause",
                Duration.ofMinutes(15).toMillis()));
    }

    /** Returns whether the next poll is due. After failures, the pause is twice as long each time, up to the longest one. */
    boolean isDue(@NonNull Duration interval) {
        int failed = failures.get();
        Duration pause = interval.multipliedBy(1L << Math.min(failed, MOST_DOUBLINGS));
        if (failed > 0 && pause.compareTo(longestPause()) > 0) {
            pause = longestPause();
        }
        return !Instant.now().isBefore(lastPoll.plus(pause));
    }

    void markUsed() {
        lastUse = Instant.now();
    }

    boolean isUnusedSince(@NonNull Instant time) {
        return lastUse.isBefore(time);
    }

    void delete() {
        file.delete();
    }

    /** Polls the application. */
    synchronized void poll(@NonNull List<HumanitecEventTrigger> triggers) {
        lastPoll = Instant.now();
        read(triggers, null);
    }

    /**
     * Looks up a webhook as soon as possible. Webhooks that come before this is possible are looked up together, so at most one
     * task waits for another one.
     */
    void wake(@NonNull Supplier<List<HumanitecEventTrigger>> triggers, @NonNull String body) {
        waiting.add(body);
        if (isLookupPlanned.compareAndSet(false, true)) {
            Computer.threadPoolForRemoting.submit(() -> lookUp(triggers));
        }
    }

    private synchronized void lookUp(Supplier<List<HumanitecEventTrigger>> triggers) {
        isLookupPlanned.set(false);
        List<String> bodies = new ArrayList<>();
        for (String body = waiting.poll(); body != null; body = waiting.poll()) {
            bodies.add(body);
        }
        if (!bodies.isEmpty()) {
            read(triggers.get(), bodies.size() == 1 ? bodies.get(0) : "");
        }
    }

    private void read(List<HumanitecEventTrigger> triggers, @CheckForNull String body) {
        HumanitecSession session = null;
        List<HumanitecEventTrigger> permitted = new ArrayList<>();
        for (HumanitecEventTrigger trigger : triggers) {
            // The settings of a folder or the credentials can have changed since the last poll.
            HumanitecSession own = trigger.resolve();
            if (own != null && key.equals(trigger.key())) {
                permitted.add(trigger);
                session = session == null ? own : session;
            }
        }
        if (session == null) {
            return;
        }
        try {
            EventBatch batch = read(session.pollingClient(), body);
            failures.set(0);
            problem = null;
            // Before the builds, so that an event does not start them again after a crash.
            file.save(batch.cursor());
            List<Event> events = batch.newest(MOST_EVENTS);
            if (events.size() < batch.events().size()) {
                LOGGER.log(
                        Level.WARNING,
                        "A poll of the application {0} with the connection {1} has {2} events. Only the newest {3} of each "
                                + "environment start builds.",
                        new Object[] {
                            key.app(), key.connection(), batch.events().size(), MOST_EVENTS
                        });
            }
            permitted.forEach(trigger -> events.forEach(trigger::offer));
        } catch (HumanitecException | InvalidInputException e) {
            failures.incrementAndGet();
            boolean isNew = !e.getMessage().equals(problem);
            problem = e.getMessage();
            LOGGER.log(
                    isNew ? Level.WARNING : Level.FINE,
                    "The events of the application {0} cannot be read with the connection {1}: {2}",
                    new Object[] {key.app(), key.connection(), problem});
        }
    }

    private EventBatch read(HumanitecClient client, @CheckForNull String body) {
        return body == null
                ? client.events().poll(key.app(), file.cursor())
                : client.eventLookup().lookUp(key.app(), body, file.cursor());
    }
}
