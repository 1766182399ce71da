package io.jenkins.plugins.humanitec.simulator.values;

import java.time.Instant;

/**
 * A shared value of an application or environment.
 *
 * @param key the key
 * @param value the value, also of a secret; for tests only. Empty if the secret is in a secret store of the organization
 * @param description the description
 * @param secret where the secret is stored; null if the value is not secret
 * @param version the number of times the value was set, starting with 1
 * @param createdAt the time of the creation
 * @param updatedAt the time of the last change
 */
public record StoredValue(
        String key,
        String value,
        String description,
        SecretReference secret,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Where a secret is stored.
     *
     * @param store the ID of the secret store
     * @param ref the location of the secret in the store
     * @param version the version of the secret; null for the newest
     */
    public record SecretReference(String store, String ref, String version) {}

    /** @return whether the value is secret */
    public boolean isSecret() {
        return secret != null;
    }

    @Override
    public String toString() {
        return key;
    }
}
