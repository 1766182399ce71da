package io.jenkins.plugins.humanitec.simulator.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.jenkins.plugins.humanitec.simulator.workloads.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The deployments to an environment. */
public final class DeploymentHistory {

    private final SimulatedTime time;
    private final Sets sets;
    private final Workloads workloads;
    private final String envId;
    private final BiConsumer<String, Deployment> events;
    private final List<Deployment> deployments = new ArrayList<>();
    private Deployment base;

    /**
     * Creates an empty history.
     *
     * @param time the time of the simulator
     * @param sets the deployment sets of the application
     * @param envId the ID of the environment
     * @param events called with {@code started} and {@code finished} for each deployment
     */
    public DeploymentHistory(SimulatedTime time, Sets sets, String envId, BiConsumer<String, Deployment> events) {
        this.time = time;
        this.sets = sets;
        this.workloads = new Workloads(time, this::takeDeployedModules);
        this.envId = envId;
        this.events = events;
    }

    /** Adds a deployment that succeeded and that contains the running modules. */
    public void addFirst() {
        addFirst(runningSet());
    }

    /**
     * Adds a deployment that succeeded.
     *
     * @param setId the ID of its set
     */
    public void addFirst(String setId) {
        Deployment.Instruction instruction =
                new Deployment.Instruction("First deployment", null, setId, "", null, Resources.ADMINISTRATOR);
        Deployment deployment = new Deployment(time, envId, instruction, time.past());
        deployment.start(time.startOf(time.past()), sets.get(setId));
        deployment.skipSettling();
        workloads.setImages(sets.get(setId).get("modules"));
        deployments.add(deployment);
    }

    /**
     * Starts a deployment without a pipeline.
     *
     * @param comment the comment of the deployment
     * @param deltaId the ID of the deployed delta; null to deploy a set
     * @param setId the ID of the set to deploy
     * @param valueSetVersionId the ID of the version of the shared values; null for the newest one
     * @param user the ID of the user who deploys
     * @return the deployment
     * @throws Problem with status 404 if the set does not exist, and with status 409 if a deployment is in progress or the
     *     environment is paused
     */
    public Deployment deploy(String comment, String deltaId, String setId, String valueSetVersionId, String user) {
        Deployment deployment = request(comment, deltaId, setId, valueSetVersionId, user);
        deployment.start(time.startOf(time.now()), sets.get(setId));
        started(deployment);
        return deployment;
    }

    /**
     * Adds a deployment that is not started.
     *
     * @param comment the comment of the deployment
     * @param deltaId the ID of the deployed delta; null to deploy a set
     * @param setId the ID of the set to deploy
     * @param valueSetVersionId the ID of the version of the shared values; null for the newest one
     * @param user the ID of the user who requests it
     * @return the deployment
     * @throws Problem with status 404 if the set does not exist, and with status 409 if a deployment is in progress or the
     *     environment is paused
     */
    public Deployment request(String comment, String deltaId, String setId, String valueSetVersionId, String user) {
        Problem.conflictIf(workloads.isPaused(), "Environment '" + envId + "' is paused.");
        Problem.conflictIf(
                last().filter(deployment -> !deployment.isOver()).isPresent(),
                "A deployment to environment '" + envId + "' is in progress.");
        sets.get(setId);
        workloads.modules();
        String fromId = lastSuccess()
                .or(() -> Optional.ofNullable(base))
                .map(Deployment::id)
                .orElse("");
        Deployment deployment = new Deployment(
                time,
                envId,
                new Deployment.Instruction(comment, deltaId, setId, fromId, valueSetVersionId, user),
                time.now());
        deployments.add(deployment);
        return deployment;
    }

    /**
     * Starts a deployment that is not started.
     *
     * @param deployment the deployment
     * @param setId the ID of the set to deploy
     * @param valueSetVersionId the ID of the version of the shared values; null for the newest one
     * @throws Problem with status 404 if the set does not exist
     */
    public void start(Deployment deployment, String setId, String valueSetVersionId) {
        deployment.start(setId, valueSetVersionId, sets.get(setId));
        started(deployment);
    }

    private void started(Deployment deployment) {
        base = null;
        time.at(deployment.startsAt(), () -> events.accept("started", deployment));
        time.at(deployment.completedAt(), () -> {
            // So that the pods change now, and not when somebody looks at them.
            workloads.modules();
            events.accept("finished", deployment);
        });
    }

    /**
     * Returns the set that results from a delta, applied to {@link #baseSet()}.
     *
     * @param delta the delta
     * @return the ID of the set
     * @throws Problem with status 400 if the delta cannot be applied
     */
    public String apply(JsonNode delta) {
        return sets.apply(baseSet(), delta);
    }

    /** @return the ID of the set that the next delta is applied to */
    public String baseSet() {
        if (base != null) {
            return base.instruction().setId();
        }
        return lastSuccess().map(deployment -> deployment.instruction().setId()).orElseGet(this::runningSet);
    }

    private String runningSet() {
        ObjectNode running = Json.object();
        workloads.modules().forEach((name, module) -> {
            ObjectNode json = Sets.completeModule(Json.object());
            ObjectNode spec = ((ObjectNode) json.get("spec")).put("replicas", module.replicas());
            spec.putObject("containers").putObject("main").put("image", "registry.example.com/" + name + ":1.0.0");
            running.set(name, json);
        });
        return sets.add(running, Json.object());
    }

    /** @return the most recent deployment that succeeded */
    public Optional<Deployment> lastSuccess() {
        return deployments.stream()
                .filter(deployment -> deployment.status().equals("succeeded"))
                .reduce((earlier, later) -> later);
    }

    /** Returns the modules of the most recent deployment if it has succeeded since the last call. */
    private Optional<JsonNode> takeDeployedModules() {
        return last().filter(Deployment::settle)
                .map(deployment -> sets.get(deployment.instruction().setId()).get("modules"));
    }

    /** @return the workloads of the environment */
    public Workloads workloads() {
        return workloads;
    }

    /** @return the most recent deployment, in any status */
    public Optional<Deployment> last() {
        return deployments.isEmpty() ? Optional.empty() : Optional.of(deployments.get(deployments.size() - 1));
    }

    /** @return all deployments, the oldest first */
    public List<Deployment> all() {
        return List.copyOf(deployments);
    }

    /**
     * Returns a deployment.
     *
     * @param id the ID of the deployment
     * @return the deployment
     * @throws Problem with status 404 if it does not exist in this environment
     */
    public Deployment get(String id) {
        return deployments.stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Deployment '" + id + "'"));
    }

    /**
     * Sets the deployment that the next deployment is based on.
     *
     * @param deployment a deployment to any environment of the application; null for the last successful deployment to this one
     */
    public void rebase(Deployment deployment) {
        base = deployment;
    }

    /** @return the deployment that {@link #rebase} has set for the next deployment */
    public Optional<Deployment> base() {
        return Optional.ofNullable(base);
    }
}
