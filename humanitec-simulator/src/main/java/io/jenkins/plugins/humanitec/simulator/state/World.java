package io.jenkins.plugins.humanitec.simulator.state;

import io.jenkins.plugins.humanitec.simulator.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** All data of a simulator. Guarded by its own monitor, which every operation holds while it is carried out. */
public final class World {

    private final Clock clock;
    private final Duration settling;
    private final Duration deletion;
    private final Map<String, Map<String, App>> organizations = new TreeMap<>();
    private final Map<String, Artefacts> artefacts = new TreeMap<>();

    /**
     * @param clock what time it is
     * @param settling how long pods take to follow a change of replicas
     * @param deletion how long the deletion of an application takes
     */
    public World(Clock clock, Duration settling, Duration deletion) {
        this.clock = clock;
        this.settling = settling;
        this.deletion = deletion;
    }

    /** Forgets all of it. */
    public synchronized void clear() {
        organizations.clear();
        artefacts.clear();
    }

    /**
     * @param orgId the organization, added if it is new
     * @param appId the application's ID
     * @param name the application's name
     * @return the new application
     */
    public synchronized App addApp(String orgId, String appId, String name) {
        App app = new App(this, orgId, appId, name);
        organizations.computeIfAbsent(orgId, id -> new TreeMap<>()).put(appId, app);
        return app;
    }

    /**
     * @param orgId an organization
     * @return its applications
     * @throws Problem 404 if there is no such organization
     */
    public synchronized Collection<App> apps(String orgId) {
        Map<String, App> apps = organizations.get(orgId);
        if (apps == null) {
            throw Problem.notFound("Organization '" + orgId + "'");
        }
        apps.values().removeIf(App::isGone);
        return List.copyOf(apps.values());
    }

    /**
     * @param orgId an organization
     * @param appId an application
     * @return it
     * @throws Problem 404 if there is no such application
     */
    public synchronized App app(String orgId, String appId) {
        return apps(orgId).stream()
                .filter(app -> app.id().equals(appId))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Application '" + appId + "'"));
    }

    /**
     * @param orgId an organization
     * @return its artefacts
     * @throws Problem 404 if there is no such organization
     */
    public synchronized Artefacts artefacts(String orgId) {
        apps(orgId);
        return artefacts.computeIfAbsent(orgId, id -> new Artefacts(this));
    }

    /** An ID as the API gives them to deployments and deltas. */
    String newId() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }

    /** The API gives times to the second or the millisecond. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Duration settling() {
        return settling;
    }

    Duration deletion() {
        return deletion;
    }
}
