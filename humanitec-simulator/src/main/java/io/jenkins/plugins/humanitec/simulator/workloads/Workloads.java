package io.jenkins.plugins.humanitec.simulator.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The modules that run in an environment. They change after a deployment succeeds. */
public final class Workloads {

    private final SimulatedTime time;
    private final Supplier<Optional<JsonNode>> deployedModules;
    private final Map<String, Module> modules = new TreeMap<>();
    private boolean paused;

    /**
     * Creates an environment in which nothing runs.
     *
     * @param time the time of the simulator
     * @param deployedModules returns the modules of each successful deployment once; asked before each access to the modules
     */
    public Workloads(SimulatedTime time, Supplier<Optional<JsonNode>> deployedModules) {
        this.time = time;
        this.deployedModules = deployedModules;
    }

    /**
     * Adds a module whose pods run. Replaces a module with the same name.
     *
     * @param name the name of the module
     * @param kind the kind of its controller, such as {@code Deployment}
     * @param replicas the number of pods, zero or more
     */
    public void add(String name, String kind, int replicas) {
        modules.put(name, new Module(time, name, kind, replicas));
    }

    /** @return the running modules by name; unmodifiable */
    public Map<String, Module> modules() {
        deployedModules.get().ifPresent(this::replace);
        return Collections.unmodifiableMap(modules);
    }

    private void replace(JsonNode deployed) {
        modules.keySet().removeIf(name -> !deployed.has(name));
        deployed.forEachEntry((name, module) -> {
            int replicas = module.at("/spec/replicas").asInt(1);
            Module running = modules.get(name);
            if (running == null) {
                add(name, "Deployment", replicas);
                modules.get(name).setImages(images(module));
                return;
            }
            if (running.replicas() != replicas) {
                running.scale(replicas);
            }
            running.run(images(module));
        });
    }

    private static Map<String, String> images(JsonNode module) {
        Map<String, String> images = new TreeMap<>();
        module.at("/spec/containers")
                .forEachEntry((name, container) ->
                        images.put(name, container.path("image").asText()));
        return Collections.unmodifiableMap(images);
    }

    /**
     * Sets the images of the modules that run.
     *
     * @param deployed the modules of the set that is deployed, by name
     */
    public void setImages(JsonNode deployed) {
        modules.forEach((name, module) -> {
            if (deployed.has(name)) {
                module.setImages(images(deployed.get(name)));
            }
        });
    }

    /**
     * Pauses or resumes the environment. A pause removes the pods of all modules that can be scaled. Resuming restores
     * their number.
     *
     * @param nowPaused whether the environment is paused
     */
    public void setPaused(boolean nowPaused) {
        if (paused != nowPaused) {
            paused = nowPaused;
            modules().values().stream().filter(Module::isScalable).forEach(module -> module.setPaused(nowPaused));
        }
    }

    /** @return whether the environment is paused */
    public boolean isPaused() {
        return paused;
    }
}
