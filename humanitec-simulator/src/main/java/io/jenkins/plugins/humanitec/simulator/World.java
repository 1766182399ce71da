package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Applications;
import io.jenkins.plugins.humanitec.simulator.environments.Organization;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.organizations.AuditLog;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.jenkins.plugins.humanitec.simulator.users.Users;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * All data of a simulator: organizations with their applications and artefacts. Each operation holds the
 * monitor of this object. Code that reads or changes the returned objects must hold it too, because time goes on in another thread.
 */
public final class World {

    private final SimulatedTime time;
    private final Map<String, Applications> organizations = new TreeMap<>();
    private final Resources resources;
    private final Users users;
    private final AuditLog audit;

    World(SimulatedTime time, Resources resources) {
        this.time = time;
        this.resources = resources;
        this.users = new Users(resources, time);
        this.audit = new AuditLog(time);
    }

    /** Deletes all data immediately. */
    public synchronized void clear() {
        time.clear();
        organizations.clear();
        resources.store().clear();
        users.clear();
        audit.clear();
    }

    /**
     * Adds an application without environments. Replaces an application with the same ID.
     *
     * @param orgId the ID of the organization; a new organization is created
     * @param appId the ID of the application
     * @param name the name of the application
     * @return the new application
     */
    public synchronized App addApp(String orgId, String appId, String name) {
        return addOrganization(orgId).add(appId, name, Users.ADMINISTRATOR);
    }

    synchronized Applications addOrganization(String orgId) {
        if (!organizations.containsKey(orgId)) {
            Organization organization = new Organization(orgId, time, resources.store(), new Artefacts(time));
            organizations.put(orgId, new Applications(organization));
            resources.addOrganization(orgId);
            users.addOrganization(orgId);
        }
        return organizations.get(orgId);
    }

    /** @return the resources without a behaviour of their own, of all organizations */
    public Resources resources() {
        return resources;
    }

    AuditLog audit() {
        return audit;
    }

    SimulatedTime time() {
        return time;
    }

    /** @return the users and their tokens */
    public Users users() {
        return users;
    }

    /** Returns the applications by the ID of their organization. */
    synchronized Map<String, Applications> organizations() {
        time.runDue();
        return new TreeMap<>(organizations);
    }

    synchronized Applications applications(String orgId) {
        time.runDue();
        Applications applications = organizations.get(orgId);
        if (applications == null) {
            throw new Problem(403, "No access to organization '" + orgId + "'.");
        }
        return applications;
    }

    /**
     * Returns all applications of an organization.
     *
     * @param orgId the ID of the organization
     * @return its applications, ordered by ID; unmodifiable
     * @throws Problem with status 403 if the organization does not exist
     */
    public synchronized Collection<App> apps(String orgId) {
        return applications(orgId).all();
    }

    /**
     * Returns an application.
     *
     * @param orgId the ID of the organization
     * @param appId the ID of the application
     * @return the application
     * @throws Problem with status 403 if the organization does not exist, and with status 404 if the application does not exist
     */
    public synchronized App app(String orgId, String appId) {
        return applications(orgId).get(appId);
    }

    /**
     * Returns the artefacts of an organization.
     *
     * @param orgId the ID of the organization
     * @return its artefacts
     * @throws Problem with status 403 if the organization does not exist
     */
    public synchronized Artefacts artefacts(String orgId) {
        return applications(orgId).organization().artefacts();
    }
}
