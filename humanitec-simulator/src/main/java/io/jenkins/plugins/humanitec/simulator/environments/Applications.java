package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.simulator.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The applications of an organization. */
public final class Applications {

    private static final String DEFAULT_PIPELINE = defaultPipeline();

    private final SimulatedTime time;
    private final ResourceStore store;
    private final Artefacts artefacts;
    private final String orgId;
    private final Map<String, App> byId = new TreeMap<>();

    /**
     * Creates an empty list of applications.
     *
     * @param time the time of the simulator
     * @param store the resources that applications and environments own
     * @param artefacts the artefacts of the organization
     * @param orgId the ID of the organization
     */
    public Applications(SimulatedTime time, ResourceStore store, Artefacts artefacts, String orgId) {
        this.time = time;
        this.store = store;
        this.artefacts = artefacts;
        this.orgId = orgId;
    }

    /**
     * Adds an application without environments, with a pipeline for deployment requests. Replaces an application with the same ID.
     *
     * @param id the ID
     * @param name the name
     * @return the new application
     */
    public App add(String id, String name) {
        return add(id, name, Resources.ADMINISTRATOR);
    }

    App add(String id, String name, String user) {
        store.removeBelow("/orgs/" + orgId + "/apps/" + id);
        App app = new App(time, store, artefacts, orgId, id, name, user);
        App replaced = byId.put(id, app);
        if (replaced != null) {
            replaced.close();
        }
        addDefaultPipeline(app);
        return app;
    }

    private void addDefaultPipeline(App app) {
        Pipeline pipeline = app.pipelines().create(DEFAULT_PIPELINE);
        // The same for the same application, so that data that is written has it once.
        String criteriaId = UUID.nameUUIDFromBytes(app.id().getBytes(StandardCharsets.UTF_8))
                .toString();
        store.put(
                "/orgs/" + orgId + "/apps/" + app.id() + "/pipelines/" + pipeline.id() + "/criteria",
                criteriaId,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", criteriaId)
                        .put("trigger", "deployment_request")
                        .put("pipeline_id", pipeline.id())
                        .put("pipeline_name", pipeline.name())
                        .put("app_id", app.id()));
    }

    private static String defaultPipeline() {
        try (InputStream file = Applications.class.getResourceAsStream("default-pipeline.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
     * Starts the deletion of an application.
     *
     * @param id the ID
     * @return whether the deletion is complete
     * @throws Problem with status 404 if it does not exist
     */
    boolean delete(String id) {
        get(id).delete();
        // So that it is deleted even if nobody asks for it.
        time.at(time.deletionOf(time.now()), () -> find(id));
        return find(id).isEmpty();
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
            app.close();
            store.removeBelow("/orgs/" + orgId + "/apps/" + id);
            return Optional.empty();
        }
        return Optional.ofNullable(app);
    }
}
