package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.ClassPathFile;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The applications of an organization. */
public final class Applications {

    private static final String DEFAULT_PIPELINE = ClassPathFile.text(Applications.class, "default-pipeline.yaml");

    private final Organization organization;
    private final Map<String, App> byId = new TreeMap<>();

    /**
     * Creates an empty list of applications.
     *
     * @param organization what all applications of the organization have in common
     */
    public Applications(Organization organization) {
        this.organization = organization;
    }

    /**
     * Adds an application without environments, with a pipeline for deployment requests. Replaces an application with the same ID.
     *
     * @param id the ID
     * @param name the name
     * @param user the ID of the user who adds it
     * @return the new application
     */
    public App add(String id, String name, String user) {
        App app = new App(organization, id, name, user);
        organization.store().removeBelow(app.path());
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
        ObjectNode criteria = Json.object()
                .put("id", criteriaId)
                .put("trigger", "deployment_request")
                .put("pipeline_id", pipeline.id())
                .put("pipeline_name", pipeline.name())
                .put("app_id", app.id());
        organization.store().put(app.path() + "/pipelines/" + pipeline.id() + "/criteria", criteriaId, criteria);
    }

    /** @return what all applications of the organization have in common */
    public Organization organization() {
        return organization;
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
        get(id).startDeletion(() -> find(id));
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
            organization.store().removeBelow(app.path());
            return Optional.empty();
        }
        return Optional.ofNullable(app);
    }
}
