package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deltas;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.deployments.Sets;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineOwner;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipelines;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.jenkins.plugins.humanitec.simulator.values.Values;
import io.jenkins.plugins.humanitec.simulator.webhooks.Webhooks;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An application: its environments, shared values, deltas, deployment sets and pipelines. */
public final class App extends Deletable {

    private final Organization organization;
    private final SimulatedTime time;
    private final Map<String, Env> envs = new TreeMap<>();
    private final Values values;
    private final Deltas deltas;
    private final Sets sets = new Sets();
    private final Pipelines pipelines;
    private final Webhooks webhooks;
    private boolean closed;

    App(Organization organization, String id, String name, String user) {
        super(organization.time(), "Application", "/orgs/" + organization.id() + "/apps", id, name, user);
        this.organization = organization;
        this.time = organization.time();
        this.webhooks = new Webhooks(organization.store(), path());
        this.values = new Values(time, secretLocation(), "app");
        this.deltas = new Deltas(time);
        AppActions actions = new AppActions(this, organization.artefacts(), time);
        this.pipelines = new Pipelines(new PipelineOwner(time, organization.id(), id, actions));
    }

    /**
     * Adds an environment without modules. Replaces an environment with the same ID.
     *
     * @param envId the ID of the environment
     * @param envName the name of the environment
     * @param type the ID of the environment type, such as {@code development}; created if it does not exist
     * @return the new environment
     */
    public Env addEnv(String envId, String envName, String type) {
        return addEnv(envId, envName, type, Resources.ADMINISTRATOR);
    }

    Env addEnv(String envId, String envName, String type, String user) {
        ensureType(type);
        Env env = new Env(time, this, envId, envName, type, user);
        envs.put(envId, env);
        env.tell("created");
        return env;
    }

    /** Adds an environment type if it does not exist. */
    private void ensureType(String type) {
        if (!organization.store().has(organization.types(), type)) {
            ObjectNode json = Json.object().put("id", type).put("description", "");
            organization.store().put(organization.types(), type, json);
        }
    }

    Organization organization() {
        return organization;
    }

    /**
     * Creates a shared value of the application.
     *
     * @param key the key
     * @param value the value
     * @param description the description
     * @param secret whether the value is secret
     * @throws Problem with status 409 if the key exists
     */
    public void setValue(String key, String value, String description, boolean secret) {
        values.create(key, value, description, secret);
    }

    @Override
    boolean wasDeployed() {
        return envs.values().stream().anyMatch(Env::wasDeployed);
    }

    /**
     * Returns an environment.
     *
     * @param envId the ID of the environment
     * @return the environment
     * @throws Problem with status 404 if it does not exist
     */
    public Env env(String envId) {
        return find(envId).orElseThrow(() -> Problem.notFound("Environment '" + envId + "'"));
    }

    /**
     * Finds an environment. Deletes it with all that it owns if its deletion is complete.
     *
     * @param envId the ID of the environment
     * @return the environment; empty if it does not exist
     */
    public Optional<Env> find(String envId) {
        Env env = envs.get(envId);
        if (env != null && env.isDeleted()) {
            envs.remove(envId);
            env.tell("deleted");
            organization.store().removeBelow(env.path());
            return Optional.empty();
        }
        return Optional.ofNullable(env);
    }

    /** @return all environments, ordered by ID */
    public Collection<Env> envs() {
        List.copyOf(envs.keySet()).forEach(this::find);
        return List.copyOf(envs.values());
    }

    /**
     * Returns a deployment to any environment of the application.
     *
     * @param deploymentId the ID of the deployment
     * @return the deployment
     * @throws Problem with status 404 if it does not exist
     */
    public Deployment deployment(String deploymentId) {
        return envs.values().stream()
                .flatMap(env -> env.deployments().stream())
                .filter(deployment -> deployment.id().equals(deploymentId))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Deployment '" + deploymentId + "'"));
    }

    /** Ends everything that goes on in the application, because it does not exist any more. */
    void close() {
        envs.values().forEach(env -> env.tell("deleted"));
        closed = true;
        pipelines.cancelAll();
    }

    boolean isClosed() {
        return closed;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    /** @return the deltas */
    public Deltas deltas() {
        return deltas;
    }

    /** @return the deployment sets */
    public Sets sets() {
        return sets;
    }

    /** @return the pipelines */
    public Pipelines pipelines() {
        return pipelines;
    }

    /** @return the shared values of the application, without those of its environments */
    public Values values() {
        return values;
    }

    /** Writes the application as the JSON of the contract. */
    @Override
    ObjectNode json() {
        ObjectNode json = super.json().put("org_id", organization.id());
        ArrayNode list = json.putArray("envs");
        envs().forEach(env ->
                list.addObject().put("id", env.id()).put("name", env.name()).put("type", env.type()));
        return json;
    }
}
