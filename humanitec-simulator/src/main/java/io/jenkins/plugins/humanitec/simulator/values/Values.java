package io.jenkins.plugins.humanitec.simulator.values;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import io.jenkins.plugins.humanitec.simulator.values.StoredValue.SecretReference;
import io.jenkins.plugins.humanitec.simulator.values.ValueVersion.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The shared values of an application or environment, and all their versions. */
public final class Values {

    /** The ID of the secret store of the platform. */
    public static final String PLATFORM_STORE = "humanitec";

    private final SimulatedTime time;
    private final String owner;
    private final String level;
    private final Map<String, StoredValue> byKey = new TreeMap<>();
    private final List<ValueVersion> versions = new ArrayList<>();

    /**
     * Creates an empty list of values.
     *
     * @param time the time of the simulator
     * @param owner the application or environment, as the references of secrets name it, such as {@code orgs--acme--apps--shop}
     * @param level {@code app} or {@code env}
     */
    public Values(SimulatedTime time, String owner, String level) {
        this.time = time;
        this.owner = owner;
        this.level = level;
    }

    /** Writes a value as the JSON of the contract. */
    ObjectNode json(StoredValue value) {
        return value.json(level);
    }

    /** Writes a version as the JSON of the contract. */
    ObjectNode json(ValueVersion version) {
        return version.json(valuesOf(version.id()), level);
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
        return Problem.requireFound(byKey.get(key), "Shared value '" + key + "'");
    }

    /**
     * Creates a value.
     *
     * @param key the key
     * @param value the value
     * @param description the description
     * @param secret whether the platform stores the value as a secret
     * @return the new value
     * @throws Problem with status 409 if the key exists, and with status 400 if it begins with a digit
     */
    public StoredValue create(String key, String value, String description, boolean secret) {
        return create(key, new Input(value, description, secret, null), Resources.ADMINISTRATOR);
    }

    /**
     * The fields of a new or changed value.
     *
     * @param value the value; null to keep the current one, or if {@code reference} has the secret
     * @param description the description; null to keep the current one
     * @param secret whether the value is secret; a secret remains one
     * @param reference the location of a secret in a secret store; null if the platform stores the value
     */
    record Input(String value, String description, boolean secret, SecretReference reference) {

        @Override
        public String toString() {
            return "Input";
        }
    }

    StoredValue create(String key, Input input, String user) {
        Problem.conflictIf(byKey.containsKey(key), "Shared value '" + key + "' already exists.");
        Problem.badRequestIf(Character.isDigit(key.charAt(0)), "The key '" + key + "' begins with a digit.");
        Instant now = time.now();
        StoredValue created = new StoredValue(
                key,
                Objects.requireNonNullElse(input.value(), ""),
                Objects.requireNonNullElse(input.description(), ""),
                secret(key, input.secret(), input.reference(), 1),
                1,
                now,
                now);
        record("value_create", "", user, List.of(new Change(key, null, created)));
        return created;
    }

    StoredValue change(String key, Input input, String user) {
        StoredValue before = get(key);
        boolean isSet = input.value() != null || input.reference() != null;
        int version = isSet ? before.version() + 1 : before.version();
        StoredValue after = new StoredValue(
                key,
                input.value() == null ? input.reference() == null ? before.value() : "" : input.value(),
                Objects.requireNonNullElse(input.description(), before.description()),
                isSet ? secret(key, before.isSecret() || input.secret(), input.reference(), version) : before.secret(),
                version,
                before.createdAt(),
                time.now());
        record("value_update", "", user, List.of(new Change(key, before, after)));
        return after;
    }

    private SecretReference secret(String key, boolean secret, SecretReference reference, int version) {
        if (reference != null) {
            return reference;
        }
        return secret
                ? new SecretReference(PLATFORM_STORE, owner + "--secret_values--" + key, String.valueOf(version))
                : null;
    }

    /**
     * Deletes a value.
     *
     * @param key the key
     * @param user the ID of the user who deletes it
     * @throws Problem with status 404 if the key does not exist
     */
    void delete(String key, String user) {
        record("value_delete", "", user, List.of(new Change(key, get(key), null)));
    }

    /** Deletes all values. */
    void deleteAll(String user) {
        List<Change> changes = all().stream()
                .map(value -> new Change(value.key(), value, null))
                .toList();
        record("values_delete", "", user, changes);
    }

    private ValueVersion record(String cause, String comment, String user, List<Change> changes) {
        changes.forEach(change -> change.apply(byKey));
        ValueVersion version = new ValueVersion(
                UUID.randomUUID().toString(),
                changes,
                level + "_" + cause,
                comment,
                versions.isEmpty() ? null : newestVersion(),
                user,
                time.now());
        versions.add(version);
        return version;
    }

    /** Returns all versions, the oldest first. */
    List<ValueVersion> versions() {
        return List.copyOf(versions);
    }

    /** @return the ID of the newest version, which must exist */
    public String newestVersion() {
        return versions.get(versions.size() - 1).id();
    }

    private int indexOf(String versionId) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).id().equals(versionId)) {
                return i;
            }
        }
        throw Problem.notFound("Value set version '" + versionId + "'");
    }

    ValueVersion version(String versionId) {
        return versions.get(indexOf(versionId));
    }

    /** Returns the values of a version by key. */
    Map<String, StoredValue> valuesOf(String versionId) {
        Map<String, StoredValue> values = new TreeMap<>();
        for (ValueVersion version : versions.subList(0, indexOf(versionId) + 1)) {
            version.changes().forEach(change -> change.apply(values));
        }
        return values;
    }

    /** Restores all values of a version; deletes the other ones. */
    ValueVersion restore(String versionId, String comment, String user) {
        Map<String, StoredValue> wanted = valuesOf(versionId);
        TreeSet<String> keys = new TreeSet<>(wanted.keySet());
        keys.addAll(byKey.keySet());
        return restore(wanted, keys, comment, user);
    }

    private StoredValue valueOf(String versionId, String key) {
        return Problem.requireFound(
                valuesOf(versionId).get(key), "Shared value '" + key + "' in version '" + versionId + "'");
    }

    /** Restores the value of one key. */
    ValueVersion restore(String versionId, String key, String comment, String user) {
        valueOf(versionId, key);
        return restore(valuesOf(versionId), List.of(key), comment, user);
    }

    private ValueVersion restore(
            Map<String, StoredValue> wanted, Collection<String> keys, String comment, String user) {
        List<Change> changes = keys.stream()
                .filter(key -> !Objects.equals(wanted.get(key), byKey.get(key)))
                .map(key -> new Change(key, byKey.get(key), wanted.get(key)))
                .toList();
        return record("value_set_version_restore", comment, user, changes);
    }

    /** Removes the value that a key has in a version from all versions. The key is deleted if it has that value now. */
    void purge(String versionId, String key, String comment, String user) {
        StoredValue purged = valueOf(versionId, key);
        versions.replaceAll(version -> version.without(purged));
        List<Change> changes = purged.equals(byKey.get(key)) ? List.of(new Change(key, null, null)) : List.of();
        record("value_set_version_purge", comment, user, changes);
    }
}
