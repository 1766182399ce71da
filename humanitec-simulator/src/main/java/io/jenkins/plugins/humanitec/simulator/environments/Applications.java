package io.jenkins.plugins.humanitec.simulator.environments;

import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The applications of an organization. */
public final class Applications {

    private final SimulatedTime time;
    private final ResourceStore store;
    private final String orgId;
    private final Map<String, App> byId = new TreeMap<>();

    /**
     * Creates an empty list of applications.
     *
     * @param time the time of the simulator
     * @param store the resources that applications and environments own
     * @param orgId the ID of the organization
     */
    public Applications(SimulatedTime time, ResourceStore store, String orgId) {
        this.time = time;
        this.store = store;
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
        store.removeBelow("/orgs/" + orgId + "/apps/" + id);
        App app = new App(time, store, orgId, id, name);
        byId.put(id, app);
        return app;
    }

    /** Throws a problem with status 400 if an environment type does not exist. */
    void requireType(String type) {
        requireType(store, orgId, type);
    }

    static void requireType(ResourceStore store, String orgId, String type) {
        if (store.find("/orgs/" + orgId + "/env-types", type).isEmpty()) {
            throw Problem.badRequest("Environment type '" + type + "' does not exist.");
        }
    }

    /** @return all applications, ordered by ID */
    public Collection<App> all() {
        List.copyOf(byId.keySet()).forEach(this::find);
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
        return find(id).orElseThrow(() -> Problem.notFound("Application '" + id + "'"));
    }

    /**
     * Finds an application. Deletes it with all that it owns if its deletion is complete.
     *
     * @param id the ID
     * @return the application; empty if it does not exist
     */
    public Optional<App> find(String id) {
        App app = byId.get(id);
        if (app != null && app.isDeleted()) {
            byId.remove(id);
            store.removeBelow("/orgs/" + orgId + "/apps/" + id);
            return Optional.empty();
        }
        return Optional.ofNullable(app);
    }
}
