package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What applies of one owner have created, and which secrets they have written. The API has no place for it, so the caller keeps
 * it between applies. It has hashes of the secrets, with a key of its own. Immutable.
 */
public final class OwnerRecord implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HASH = "HmacSHA256";

    private final String owner;
    private final String salt;
    private final TreeMap<String, Created> created;
    private final TreeMap<String, String> secrets;

    /** Keeps the record of an owner between applies. */
    public interface Store extends Serializable {

        /** {@return the name of the owner} */
        String owner();

        /** {@return the record; empty if the owner has applied nothing yet} */
        Optional<OwnerRecord> read();

        /**
         * Replaces the record.
         *
         * @param record the new record
         */
        void write(OwnerRecord record);
    }

    /**
     * An object that was created.
     *
     * @param object the object
     * @param apiId its ID in the API
     */
    record Created(
            @JsonProperty("object") ObjectId object,
            @JsonProperty("apiId") String apiId) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private OwnerRecord(String owner, String salt, Map<String, Created> created, Map<String, String> secrets) {
        this.owner = owner;
        this.salt = salt;
        this.created = new TreeMap<>(created);
        this.secrets = new TreeMap<>(secrets);
    }

    @JsonCreator
    static OwnerRecord of(
            @JsonProperty("owner") String owner,
            @JsonProperty("salt") String salt,
            @JsonProperty("created") List<Created> created,
            @JsonProperty("secrets") Map<String, String> secrets) {
        OwnerRecord record =
                new OwnerRecord(Objects.requireNonNull(owner), Objects.requireNonNull(salt), Map.of(), secrets);
        created.forEach(one -> record.created.put(one.object().toString(), one));
        return record;
    }

    /**
     * {@return the record of an owner that has applied nothing yet}
     *
     * @param owner the name of the owner, such as that of a repository
     */
    public static OwnerRecord empty(String owner) {
        return new OwnerRecord(owner, UUID.randomUUID().toString(), Map.of(), Map.of());
    }

    /**
     * {@return a record}
     *
     * @param json the record as {@link #toJson} returned it
     * @throws IllegalArgumentException if it is no record
     */
    public static OwnerRecord fromJson(String json) {
        try {
            return Objects.requireNonNull(Json.MAPPER.readValue(json, OwnerRecord.class));
        } catch (JsonProcessingException | NullPointerException e) {
            throw new IllegalArgumentException("This is not the record of an owner.", e);
        }
    }

    /** Returns the objects that were created, with the IDs that the API has chosen instead of those in manifests. */
    Set<ObjectId> objectsInApi() {
        return created.values().stream()
                .map(one -> Kind.of(one.object().kind()).isIdChosenByApi()
                        ? new ObjectId(one.object().kind(), one.object().owners(), one.apiId())
                        : one.object())
                .collect(Collectors.toSet());
    }

    /** {@return the record as JSON} */
    public String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(Map.of(
                    "owner", owner, "salt", salt, "created", new ArrayList<>(created.values()), "secrets", secrets));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the name of the owner} */
    public String owner() {
        return owner;
    }

    /** {@return the objects that the owner has created and not deleted} */
    public List<ObjectId> objects() {
        return created.values().stream().map(Created::object).toList();
    }

    /** Returns the ID in the API of an object that the owner has created. */
    Optional<String> apiId(ObjectId object) {
        return Optional.ofNullable(created.get(object.toString())).map(Created::apiId);
    }

    /** Returns whether a secret of an object is the one that the owner wrote last. */
    boolean hasWritten(ObjectId object, String pointer, String secret) {
        return hash(secret).equals(secrets.get(object + " " + pointer));
    }

    OwnerRecord withCreated(ObjectId object, String apiId) {
        OwnerRecord copy = new OwnerRecord(owner, salt, created, secrets);
        copy.created.put(object.toString(), new Created(object, apiId));
        return copy;
    }

    OwnerRecord withWritten(ObjectId object, Map<String, String> secretsByPointer) {
        OwnerRecord copy = new OwnerRecord(owner, salt, created, secrets);
        secretsByPointer.forEach((pointer, secret) -> copy.secrets.put(object + " " + pointer, hash(secret)));
        return copy;
    }

    OwnerRecord without(ObjectId object) {
        OwnerRecord copy = new OwnerRecord(owner, salt, created, secrets);
        copy.created.remove(object.toString());
        copy.secrets.keySet().removeIf(key -> key.startsWith(object + " "));
        return copy;
    }

    private String hash(String secret) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), HASH));
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OwnerRecord that && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return owner.hashCode();
    }

    /** {@return the name of the owner and the number of its objects} */
    @Override
    public String toString() {
        return owner + " with " + created.size() + " objects";
    }
}
