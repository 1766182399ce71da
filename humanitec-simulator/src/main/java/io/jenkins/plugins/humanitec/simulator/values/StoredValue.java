package io.jenkins.plugins.humanitec.simulator.values;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
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

    /** Writes the value of an application or environment as the JSON of the contract. */
    ObjectNode json(String level) {
        ObjectNode json = Json.object()
                .put("key", key)
                .put("value", isSecret() ? "" : value)
                .put("is_secret", isSecret())
                .put("description", description)
                .put("source", level)
                .put("created_at", createdAt.toString())
                .put("updated_at", updatedAt.toString());
        return isSecret()
                ? json.put("secret_store_id", secret.store())
                        .put("secret_key", secret.ref())
                        .put("secret_version", secret.version())
                : json.putNull("secret_store_id").putNull("secret_key").putNull("secret_version");
    }

    @Override
    public String toString() {
        return key;
    }
}
