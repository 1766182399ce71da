package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jvnet.localizer.Localizable;

/** What is known of the webhooks of each connection since Jenkins started. */
@Extension
public final class WebhookStatus {

    private final Map<String, Instant> lastEvents = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> registered = new ConcurrentHashMap<>();
    private final Map<String, Localizable> problems = new ConcurrentHashMap<>();

    /** {@return the status of this Jenkins} */
    @NonNull
    public static WebhookStatus get() {
        return ExtensionList.lookupSingleton(WebhookStatus.class);
    }

    /**
     * Records that an event has arrived.
     *
     * @param connection the name of the connection
     */
    public void arrived(@NonNull String connection) {
        lastEvents.put(connection, Instant.now());
    }

    /**
     * {@return when the last event arrived; null if none has}
     *
     * @param connection the name of the connection
     */
    @CheckForNull
    public Instant lastEvent(@NonNull String connection) {
        return lastEvents.get(connection);
    }

    /**
     * Records which applications have webhooks.
     *
     * @param connection the name of the connection
     * @param apps the IDs of the applications
     * @param problem why others have none; null if there is no problem
     */
    public void registered(@NonNull String connection, @NonNull Set<String> apps, @CheckForNull Localizable problem) {
        registered.put(connection, Set.copyOf(apps));
        if (problem == null) {
            problems.remove(connection);
        } else {
            problems.put(connection, problem);
        }
    }

    /**
     * {@return the IDs of the applications with a webhook}
     *
     * @param connection the name of the connection
     */
    @NonNull
    public Set<String> applications(@NonNull String connection) {
        return new TreeSet<>(registered.getOrDefault(connection, Set.of()));
    }

    /**
     * {@return why a webhook is not registered; null if there is no problem}
     *
     * @param connection the name of the connection
     */
    @CheckForNull
    public Localizable problem(@NonNull String connection) {
        return problems.get(connection);
    }
}
