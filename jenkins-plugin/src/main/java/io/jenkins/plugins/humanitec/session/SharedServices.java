package io.jenkins.plugins.humanitec.session;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.http.RateLimiter;
import io.jenkins.plugins.humanitec.client.polling.SharedPoller;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.util.SystemProperties;
import jenkins.util.Timer;

/** What all builds of this Jenkins share: the poller, the deployment queue, the rate limiters, and what is counted. */
@Extension
public final class SharedServices {

    private static final String PREFIX = SharedServices.class.getName();

    private final DeploymentQueue queue = new DeploymentQueue();
    private final Map<String, RateLimiter> rateLimiters = new ConcurrentHashMap<>();
    private final Map<List<String>, ConnectionActivity> activities = new ConcurrentHashMap<>();
    private final SharedPoller poller;

    /** Reads the pauses between polls from system properties, in milliseconds. Changes need a restart. */
    public SharedServices() {
        Duration first = millis("firstPause", SharedPoller.FIRST_PAUSE);
        Duration longest = millis("longestPause", SharedPoller.LONGEST_PAUSE);
        // All of Jenkins shares the few threads of the timer, so requests run on another pool, whose threads may block.
        poller = new SharedPoller(Timer.get(), Computer.threadPoolForRemoting, Clock.systemUTC(), first, longest);
    }

    private static Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(Math.max(1, SystemProperties.getLong(PREFIX + "." + name, otherwise.toMillis())));
    }

    /** {@return the services of this Jenkins} */
    @NonNull
    public static SharedServices get() {
        return ExtensionList.lookupSingleton(SharedServices.class);
    }

    /** {@return the poller, which combines the polls of all builds that wait for the same object} */
    @NonNull
    public SharedPoller poller() {
        return poller;
    }

    /** {@return the queue of the deployments to each environment} */
    @NonNull
    public DeploymentQueue queue() {
        return queue;
    }

    /**
     * Returns the rate limiter of a connection.
     *
     * @param connection the name of the connection
     * @return the rate limiter, which all builds share
     */
    @NonNull
    RateLimiter rateLimiter(@NonNull String connection) {
        return rateLimiters.computeIfAbsent(connection, name -> new RateLimiter(Clock.systemUTC()));
    }

    /** {@return what happened to the requests of a connection with the token of some credentials} */
    @NonNull
    ConnectionActivity activity(@NonNull String connection, @NonNull String credentialsId) {
        return activities.computeIfAbsent(
                List.of(connection, credentialsId),
                key -> new ConnectionActivity(connection, credentialsId, Clock.systemUTC()));
    }

    /** {@return what happened to the requests, for each connection and each of the credentials that were used with it} */
    @NonNull
    public List<ConnectionActivity> activities() {
        return activities.values().stream()
                .sorted(Comparator.comparing(ConnectionActivity::connection)
                        .thenComparing(ConnectionActivity::credentialsId))
                .toList();
    }
}
