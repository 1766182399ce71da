package io.jenkins.plugins.humanitec.simulator.state;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An environment. */
public final class Env {

    private final World world;
    private final String id;
    private final String name;
    private final String type;
    private final Instant createdAt;
    private final Map<String, Module> modules = new TreeMap<>();
    private final Values values;

    Env(World world, String id, String name, String type) {
        this.world = world;
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

    /** @return its modules by name; unmodifiable */
    public Map<String, Module> modules() {
        return Collections.unmodifiableMap(modules);
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
