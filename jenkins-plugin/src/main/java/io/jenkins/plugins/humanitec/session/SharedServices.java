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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.util.SystemProperties;
import jenkins.util.Timer;

/** What all builds of this Jenkins have in common while they wait. */
@Extension
public final class SharedServices {

    private static final String PREFIX = SharedServices.class.getName();

    private final DeploymentQueue queue = new DeploymentQueue();
    private final Map<String, RateLimiter> rateLimiters = new ConcurrentHashMap<>();
    private final SharedPoller poller;

    /** The pauses can be set by system properties, in milliseconds; changing them takes a restart. */
    public SharedServices() {
        Duration first = millis("firstPause", SharedPoller.FIRST_PAUSE);
        Duration longest = millis("longestPause", SharedPoller.LONGEST_PAUSE);
        // The timer's few threads are for the whole of Jenkins, so they only hand over to a pool that may wait for
        // answers.
        poller = new SharedPoller(Timer.get(), Computer.threadPoolForRemoting, Clock.systemUTC(), first, longest);
    }

    private static Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(Math.max(1, SystemProperties.getLong(PREFIX + "." + name, otherwise.toMillis())));
    }

    @NonNull
    public static SharedServices get() {
        return ExtensionList.lookupSingleton(SharedServices.class);
    }

    /** @return what asks on behalf of all who wait for the same thing */
    @NonNull
    public SharedPoller poller() {
        return poller;
    }

    /** @return whose turn it is to deploy to an environment */
    @NonNull
    public DeploymentQueue queue() {
        return queue;
    }

    /**
     * @param connection the name of a connection
     * @return how fast requests over it may follow each other
     */
    @NonNull
    RateLimiter rateLimiter(@NonNull String connection) {
        return rateLimiters.computeIfAbsent(connection, name -> new RateLimiter(Clock.systemUTC()));
    }
}
