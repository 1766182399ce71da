package io.jenkins.plugins.humanitec.simulator.values;

import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shared values of an application or environment. */
public final class Values {

    private final SimulatedTime time;
    private final Map<String, StoredValue> byKey = new TreeMap<>();

    public Values(SimulatedTime time) {
        this.time = time;
    }

    /** @return the values, in the order of their keys */
    public Collection<StoredValue> all() {
        return List.copyOf(byKey.values());
    }

    /**
     * @param key a key
     * @return its value
     * @throws Problem 404 if there is none
     */
    public StoredValue get(String key) {
        StoredValue value = byKey.get(key);
        if (value == null) {
            throw Problem.notFound("Shared value '" + key + "'");
        }
        return value;
    }

    /**
     * @param key a new key
     * @param value its value
     * @param description what it is for
     * @param secret whether it is a secret
     * @return the new value
     * @throws Problem 409 if the key is taken
     */
    public StoredValue create(String key, String value, String description, boolean secret) {
        if (byKey.containsKey(key)) {
            throw Problem.conflict("Shared value '" + key + "' already exists.");
        }
        StoredValue created = new StoredValue(time, key, value, description, secret);
        byKey.put(key, created);
        return created;
    }

    /**
     * @param key a key
     * @throws Problem 404 if it has no value
     */
    public void delete(String key) {
        get(key);
        byKey.remove(key);
    }
}
