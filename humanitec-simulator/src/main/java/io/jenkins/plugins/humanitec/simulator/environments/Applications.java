package io.jenkins.plugins.humanitec.simulator.environments;

import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The applications of an organization. */
public final class Applications {

    private final SimulatedTime time;
    private final String orgId;
    private final Map<String, App> byId = new TreeMap<>();

    /**
     * Creates an empty list of applications.
     *
     * @param time the time of the simulator
     * @param orgId the ID of the organization
     */
    public Applications(SimulatedTime time, String orgId) {
        this.time = time;
        this.orgId = orgId;
    }

    /**
     * Adds an application without environments. Replaces an application with the same ID.
     *
     * @param id the ID
     * @param name the name
     * @return the new application
     */
    public App add(String id, String name) {
        App app = new App(time, orgId, id, name);
        byId.put(id, app);
        return app;
    }

    /** @return all applications, ordered by ID */
    public Collection<App> all() {
        byId.values().removeIf(App::isDeleted);
        return List.copyOf(byId.values());
    }

    /**
     * Returns an application.
     *
     * @param id the ID
     * @return the application
     * @throws Problem with status 404 if it does not exist
     */
    public App get(String id) {
        return all().stream()
                .filter(app -> app.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Application '" + id + "'"));
    }
}
