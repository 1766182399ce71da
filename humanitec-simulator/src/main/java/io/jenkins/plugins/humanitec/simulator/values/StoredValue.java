package io.jenkins.plugins.humanitec.simulator.values;

import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;

/** A shared value of an application or environment. */
public final class StoredValue {

    private final SimulatedTime time;
    private final String key;
    private final boolean secret;
    private final Instant createdAt;
    private String value;
    private String description;
    private Instant updatedAt;
    private int version = 1;

    StoredValue(SimulatedTime time, String key, String value, String description, boolean secret) {
        this.time = time;
        this.key = key;
        this.value = value;
        this.description = description;
        this.secret = secret;
        this.createdAt = time.now();
        this.updatedAt = createdAt;
    }

    /**
     * Changes the value, the description or both.
     *
     * @param newValue the new value; null to keep the current one
     * @param newDescription the new description; null to keep the current one
     */
    public void change(String newValue, String newDescription) {
        if (newValue != null) {
            value = newValue;
            version++;
        }
        if (newDescription != null) {
            description = newDescription;
        }
        updatedAt = time.now();
    }

    /** @return the key */
    public String key() {
        return key;
    }

    /** @return the value, also of a secret; for tests only */
    public String value() {
        return value;
    }

    /** @return the description */
    public String description() {
        return description;
    }

    /** @return whether the value is secret */
    public boolean isSecret() {
        return secret;
    }

    /** @return the number of times the value was set, starting with 1 */
    public int version() {
        return version;
    }

    /** @return the time of the creation */
    public Instant createdAt() {
        return createdAt;
    }

    /** @return the time of the last change */
    public Instant updatedAt() {
        return updatedAt;
    }
}
