package io.jenkins.plugins.humanitec.simulator.values;

import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shared values of an application or environment. */
public final class Values {

    private final SimulatedTime time;
    private final Map<String, StoredValue> byKey = new TreeMap<>();

    /**
     * Creates an empty list of values.
     *
     * @param time the time of the simulator
     */
    public Values(SimulatedTime time) {
        this.time = time;
    }

    /** @return all values, ordered by key */
    public Collection<StoredValue> all() {
        return List.copyOf(byKey.values());
    }

    /**
     * Returns a value.
     *
     * @param key the key
     * @return the value
     * @throws Problem with status 404 if the key does not exist
     */
    public StoredValue get(String key) {
        StoredValue value = byKey.get(key);
        if (value == null) {
            throw Problem.notFound("Shared value '" + key + "'");
        }
        return value;
    }

    /**
     * Creates a value.
     *
     * @param key the key
     * @param value the value
     * @param description the description
     * @param secret whether the value is secret
     * @return the new value
     * @throws Problem with status 409 if the key exists
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
     * Deletes a value.
     *
     * @param key the key
     * @throws Problem with status 404 if the key does not exist
     */
    public void delete(String key) {
        get(key);
        byKey.remove(key);
    }
}
