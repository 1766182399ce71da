package io.jenkins.plugins.humanitec.simulator.state;

import io.jenkins.plugins.humanitec.simulator.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An application. */
public final class App {

    private final World world;
    private final String orgId;
    private final String id;
    private String name;
    private final Instant createdAt;
    private final Map<String, Env> envs = new TreeMap<>();
    private final Values values;
    private final Deltas deltas;
    private final Sets sets = new Sets();
    private final Pipelines pipelines;
    private Instant deletionBegan;

    App(World world, String orgId, String id, String name) {
        this.world = world;
        this.orgId = orgId;
        this.id = id;
        this.name = name;
        this.createdAt = world.now();
        this.values = new Values(world);
        this.deltas = new Deltas(world);
        this.pipelines = new Pipelines(world);
    }

    /**
     * @param envId the environment's ID
     * @param envName the environment's name
     * @param type the environment's type
     * @return the new environment
     */
    public Env addEnv(String envId, String envName, String type) {
        Env env = new Env(world, sets, envId, envName, type);
        envs.put(envId, env);
        return env;
    }

    /**
     * @param key a key
     * @param value its value
     * @param description what it is for
     * @param secret whether it is a secret
     */
    public void setValue(String key, String value, String description, boolean secret) {
        values.create(key, value, description, secret);
    }

    /**
     * Begins the deletion.
     *
     * @return whether it is done already
     */
    public boolean delete() {
        if (deletionBegan == null) {
            deletionBegan = world.now();
        }
        return isGone();
    }

    boolean isGone() {
        return deletionBegan != null && !world.now().isBefore(deletionBegan.plus(world.deletion()));
    }

    /** @return whether the deletion has begun */
    public boolean isBeingDeleted() {
        return deletionBegan != null;
    }

    /**
     * @param envId an environment's ID
     * @return it
     * @throws Problem 404 if there is no such environment
     */
    public Env env(String envId) {
        envs.values().removeIf(Env::isGone);
        Env env = envs.get(envId);
        if (env == null) {
            throw Problem.notFound("Environment '" + envId + "'");
        }
        return env;
    }

    /** @return its environments */
    public Collection<Env> envs() {
        envs.values().removeIf(Env::isGone);
        return List.copyOf(envs.values());
    }

    /**
     * @param deploymentId a deployment to any of its environments
     * @return it
     * @throws Problem 404 if there is no such deployment
     */
    public Deployment deployment(String deploymentId) {
        return envs.values().stream()
                .flatMap(env -> env.deployments().stream())
                .filter(deployment -> deployment.id().equals(deploymentId))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Deployment '" + deploymentId + "'"));
    }

    /** @param newName what people see from now on */
    public void rename(String newName) {
        name = newName;
    }

    /** @return its deltas */
    public Deltas deltas() {
        return deltas;
    }

    /** @return its deployment sets */
    public Sets sets() {
        return sets;
    }

    /** @return its pipelines */
    public Pipelines pipelines() {
        return pipelines;
    }

    /** @return its shared values */
    public Values values() {
        return values;
    }

    /** @return the organization that owns it */
    public String orgId() {
        return orgId;
    }

    /** @return its ID */
    public String id() {
        return id;
    }

    /** @return its name */
    public String name() {
        return name;
    }

    /** @return when it was created */
    public Instant createdAt() {
        return createdAt;
    }

    /** @return when its status last changed */
    public Instant statusChangedAt() {
        return deletionBegan == null ? createdAt : deletionBegan;
    }
}
