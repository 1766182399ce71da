package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shared value to set. Its {@link #toString()} does not contain the value, which may be a secret. */
public final class ValueSetting {

    private final String key;
    private final String value;
    private final boolean secret;
    private final @Nullable String description;

    private ValueSetting(String key, String value, boolean secret, @Nullable String description) {
        this.key = Identifiers.requireKey(key);
        if (value == null) {
            throw new InvalidInputException("The value of " + key + " is missing.");
        }
        this.value = value;
        this.secret = secret;
        this.description = description;
    }

    /**
     * {@return a setting that stores a readable value; if a secret with this key exists, the value replaces it and stays a
     * secret}
     *
     * @param key the key of the value
     * @param value the value, which can be empty
     * @throws InvalidInputException if the key is invalid, see {@link Identifiers#requireKey}, or the value is null
     */
    public static ValueSetting plain(String key, String value) {
        return new ValueSetting(key, value, false, null);
    }

    /**
     * {@return a setting that stores a secret}
     *
     * @param key the key of the value
     * @param value the secret
     * @throws InvalidInputException if the key is invalid, see {@link Identifiers#requireKey}, or the value is null
     */
    public static ValueSetting secret(String key, String value) {
        return new ValueSetting(key, value, true, null);
    }

    /**
     * {@return a copy of this setting with a description}
     *
     * @param text the description, or null to keep the current one
     */
    public ValueSetting describedAs(@Nullable String text) {
        return new ValueSetting(key, value, secret, text);
    }

    /** {@return the key of the value} */
    public String key() {
        return key;
    }

    /** {@return whether the value is stored as a secret} */
    public boolean isSecret() {
        return secret;
    }

    /** {@return the new description; empty to keep the current one} */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return key + "=****";
    }
}
