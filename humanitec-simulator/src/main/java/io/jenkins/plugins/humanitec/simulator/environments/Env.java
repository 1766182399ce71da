package io.jenkins.plugins.humanitec.simulator.environments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentHistory;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.jenkins.plugins.humanitec.simulator.values.Values;
import io.jenkins.plugins.humanitec.simulator.workloads.Module;
import io.jenkins.plugins.humanitec.simulator.workloads.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An environment: its workloads, deployments and shared values. */
public final class Env extends Deletable {

    private final App app;
    private final String type;
    private final DeploymentHistory deployments;
    private final Values values;

    Env(SimulatedTime time, App app, String id, String name, String type, String user) {
        super(time, "Environment", app.path() + "/envs", id, name, user);
        this.app = app;
        this.type = type;
        this.deployments = new DeploymentHistory(
                time,
                app.sets(),
                id,
                (event, deployment) -> send(
                        "deployment",
                        event,
                        fields().put("deploy_id", deployment.id()).put("status", deployment.status())));
        this.values = new Values(time, secretLocation(), "env");
    }

    private void send(String scope, String type, ObjectNode fields) {
        if (!app.isClosed()) {
            app.webhooks().send(scope, type, fields);
        }
    }

    private ObjectNode fields() {
        return Json.object().put("app_id", app.id()).put("env_id", id());
    }

    /** Tells the webhooks of the application that the environment was created or deleted. */
    void tell(String type) {
        send("environment", type, fields());
    }

    /**
     * Adds a running module. Replaces a module with the same name.
     *
     * @param module the name of the module
     * @param kind the kind of its Kubernetes controller, such as {@code Deployment}; a {@code Job} cannot be scaled
     * @param replicas the number of pods, zero or more
     * @return this environment
     */
    public Env addModule(String module, String kind, int replicas) {
        workloads().add(module, kind, replicas);
        return this;
    }

    /**
     * Creates a shared value of the environment.
     *
     * @param key the key
     * @param value the value
     * @param description the description
     * @param secret whether the value is secret
     * @throws Problem with status 409 if the key exists in the environment
     */
    public void setValue(String key, String value, String description, boolean secret) {
        values.create(key, value, description, secret);
    }

    /**
     * Adds a deployment that succeeded and that contains the running modules.
     *
     * @return this environment
     */
    public Env deployed() {
        deployments.addFirst();
        return this;
    }

    /** @return the running modules by name; unmodifiable */
    public Map<String, Module> modules() {
        return workloads().modules();
    }

    /**
     * Starts a deployment.
     *
     * @param comment the comment of the deployment
     * @param deltaId the ID of the deployed delta; null to deploy a set
     * @param setId the ID of the set to deploy; with a delta, the set that the delta results in
     * @return the deployment
     * @throws Problem with status 404 if the set does not exist, and with status 409 if a deployment is in progress or the
     *     environment is paused
     */
    public Deployment deploy(String comment, String deltaId, String setId) {
        return deployments.deploy(comment, deltaId, setId, null, Resources.ADMINISTRATOR);
    }

    /** @return the ID of the set that the next delta is applied to */
    public String baseSet() {
        return deployments.baseSet();
    }

    /** @return the most recent deployment, in any status */
    public Optional<Deployment> lastDeployment() {
        return deployments.last();
    }

    /** @return all deployments, the oldest first */
    public List<Deployment> deployments() {
        return deployments.all();
    }

    /**
     * Sets the deployment that the next deployment is based on.
     *
     * @param deployment a deployment to any environment of the application; null for the last successful deployment to this one
     */
    public void rebase(Deployment deployment) {
        deployments.rebase(deployment);
    }

    /** @return the deployments and what the next deployment is based on */
    public DeploymentHistory deploymentHistory() {
        return deployments;
    }

    /** @return whether the environment is paused */
    public boolean isPaused() {
        return workloads().isPaused();
    }

    /** @return the workloads */
    public Workloads workloads() {
        return deployments.workloads();
    }

    /**
     * Starts the deletion. A second call has no effect.
     *
     * @return whether the deletion is complete
     */
    public boolean delete() {
        startDeletion(() -> {
            if (!app.isClosed()) {
                app.find(id());
            }
        });
        return isDeleted() && app.find(id()).isEmpty();
    }

    @Override
    boolean wasDeployed() {
        return !deployments.all().isEmpty();
    }

    /** @return the shared values of the environment, without those of the application */
    public Values values() {
        return values;
    }

    /** @return the ID of the environment type */
    public String type() {
        return type;
    }

    /**
     * Returns what a deployment deploys.
     *
     * @param deployment a deployment to this environment
     * @return its deployment set
     */
    public ObjectNode content(Deployment deployment) {
        return app.sets().get(deployment.instruction().setId());
    }

    /** Writes the environment as the JSON of the contract. */
    @Override
    ObjectNode json() {
        ObjectNode json = super.json().put("type", type);
        Optional<Deployment> last = lastDeployment();
        deployments.base().or(() -> last).ifPresent(from -> json.set("from_deploy", from.json()));
        last.ifPresent(deployment -> json.set("last_deploy", deployment.json()));
        return json;
    }
}
