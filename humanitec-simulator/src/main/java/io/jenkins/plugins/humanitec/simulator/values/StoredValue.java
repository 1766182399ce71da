package io.jenkins.plugins.humanitec.simulator.values;

import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;

/** A shared value. */
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
     * @param newValue the value, or null to keep it
     * @param newDescription what it is for, or null to keep that
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

    /** @return what it is referred to by */
    public String key() {
        return key;
    }

    /** @return what is stored, of a secret too: only a test may ask for that */
    public String value() {
        return value;
    }

    /** @return what it is for */
    public String description() {
        return description;
    }

    /** @return whether it is a secret */
    public boolean isSecret() {
        return secret;
    }

    /** @return how often it was stored */
    public int version() {
        return version;
    }

    /** @return when it was created */
    public Instant createdAt() {
        return createdAt;
    }

    /** @return when it was last changed */
    public Instant updatedAt() {
        return updatedAt;
    }
}
