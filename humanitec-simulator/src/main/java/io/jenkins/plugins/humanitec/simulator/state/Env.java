package io.jenkins.plugins.humanitec.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An environment. */
public final class Env {

    private final World world;
    private final Sets sets;
    private final String id;
    private String name;
    private final String type;
    private final Instant createdAt;
    private final Map<String, Module> modules = new TreeMap<>();
    private final Values values;
    private final List<Deployment> deployments = new ArrayList<>();
    private Deployment base;
    private boolean paused;
    private Instant deletionBegan;

    Env(World world, Sets sets, String id, String name, String type) {
        this.world = world;
        this.sets = sets;
        this.id = id;
        this.name = name;
        this.type = type;
        this.createdAt = world.now();
        this.values = new Values(world);
    }

    /**
     * @param module the module's name
     * @param kind the kind of its controller, such as {@code Deployment}
     * @param replicas how many pods it has
     * @return this environment
     */
    public Env addModule(String module, String kind, int replicas) {
        modules.put(module, new Module(world, module, kind, replicas));
        return this;
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
     * Makes what runs the outcome of a first deployment, which is over.
     *
     * @return this environment
     */
    public Env deployed() {
        String setId = setOfWhatRuns();
        Deployment.Instruction instruction = new Deployment.Instruction("First deployment", null, setId, "");
        deployments.add(Deployment.earlier(world, instruction, sets.get(setId).get("modules")));
        return this;
    }

    /** @return its modules by name; unmodifiable */
    public Map<String, Module> modules() {
        takeOverWhatWasDeployed();
        return Collections.unmodifiableMap(modules);
    }

    private void takeOverWhatWasDeployed() {
        if (lastDeployment().filter(Deployment::settle).isEmpty()) {
            return;
        }
        JsonNode deployed =
                sets.get(lastDeployment().orElseThrow().instruction().setId()).get("modules");
        modules.keySet()
                .retainAll(Set.copyOf(
                        deployed.properties().stream().map(Map.Entry::getKey).toList()));
        deployed.properties().forEach(module -> {
            int replicas = module.getValue().path("spec").path("replicas").asInt(1);
            Module running = modules.get(module.getKey());
            if (running == null) {
                addModule(module.getKey(), "Deployment", replicas);
            } else if (running.replicas() != replicas) {
                running.scale(replicas);
            }
        });
    }

    /**
     * Begins a deployment.
     *
     * @param comment what the deployer says
     * @param deltaId a delta that was deployed, or null
     * @param setId the set that the environment is to have
     * @return the deployment
     * @throws Problem 409 if one is going on, or the environment is paused
     */
    public Deployment deploy(String comment, String deltaId, String setId) {
        if (paused) {
            throw Problem.conflict("Environment '" + id + "' is paused.");
        }
        if (lastDeployment().filter(last -> !last.isOver()).isPresent()) {
            throw Problem.conflict("A deployment to environment '" + id + "' is going on.");
        }
        takeOverWhatWasDeployed();
        String fromId = lastSuccess()
                .or(() -> Optional.ofNullable(base))
                .map(Deployment::id)
                .orElse("");
        Deployment deployment = new Deployment(
                world,
                new Deployment.Instruction(comment, deltaId, setId, fromId),
                sets.get(setId).get("modules"));
        deployments.add(deployment);
        base = null;
        return deployment;
    }

    /** @return the set that a delta is applied to when it is deployed next */
    public String baseSet() {
        if (base != null) {
            return base.instruction().setId();
        }
        return lastSuccess().map(deployment -> deployment.instruction().setId()).orElseGet(this::setOfWhatRuns);
    }

    private String setOfWhatRuns() {
        ObjectNode running = JsonNodeFactory.instance.objectNode();
        modules.forEach((module, state) -> {
            ObjectNode json = Sets.completeModule(JsonNodeFactory.instance.objectNode());
            ObjectNode spec = ((ObjectNode) json.get("spec")).put("replicas", state.replicas());
            spec.putObject("containers").putObject("main").put("image", "registry.example.com/" + module + ":1.0.0");
            running.set(module, json);
        });
        return sets.add(running, JsonNodeFactory.instance.objectNode());
    }

    private Optional<Deployment> lastSuccess() {
        return deployments.stream()
                .filter(deployment -> deployment.status().equals("succeeded"))
                .reduce((earlier, later) -> later);
    }

    /** @return the deployment that it was told to have last */
    public Optional<Deployment> lastDeployment() {
        return deployments.isEmpty() ? Optional.empty() : Optional.of(deployments.get(deployments.size() - 1));
    }

    /** @return its deployments, the oldest first */
    public List<Deployment> deployments() {
        return List.copyOf(deployments);
    }

    /** @param deployment what the next deployment builds on instead of the last one */
    public void rebase(Deployment deployment) {
        base = deployment;
    }

    /** @return what the next deployment builds on if it is not the last one */
    public Optional<Deployment> base() {
        return Optional.ofNullable(base);
    }

    /** @param nowPaused whether it is paused from now on; then its pods go, and come back when it is resumed */
    public void setPaused(boolean nowPaused) {
        if (paused != nowPaused) {
            paused = nowPaused;
            modules().values().stream().filter(Module::isScalable).forEach(module -> module.setPaused(nowPaused));
        }
    }

    /** @return whether it is paused */
    public boolean isPaused() {
        return paused;
    }

    /** @param newName what people see from now on */
    public void rename(String newName) {
        name = newName;
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

    /** @return when the deletion began, if it has */
    public Optional<Instant> deletionBegan() {
        return Optional.ofNullable(deletionBegan);
    }

    /** @return its own shared values */
    public Values values() {
        return values;
    }

    /** @return its ID */
    public String id() {
        return id;
    }

    /** @return its name */
    public String name() {
        return name;
    }

    /** @return its type */
    public String type() {
        return type;
    }

    /** @return when it was created */
    public Instant createdAt() {
        return createdAt;
    }
}
