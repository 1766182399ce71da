package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Optional;

/**
 * A shared value as it is to be. Its {@link #toString()} does not show the value, which may be a secret.
 */
public final class ValueSetting {

    private final String key;
    private final String value;
    private final boolean secret;
    private final String description;

    private ValueSetting(String key, String value, boolean secret, String description) {
        this.key = Identifiers.requireKey(key);
        if (value == null) {
            throw new InvalidInputException("No value is given for " + key + ".");
        }
        this.value = value;
        this.secret = secret;
        this.description = description;
    }

    /**
     * @param key what the value is referred to by
     * @param value the value, perhaps empty
     * @return a setting that stores the value as it is; if there is a secret of that key, as that secret
     * @throws InvalidInputException if the key is not one, see {@link Identifiers#requireKey}, or the value is null
     */
    public static ValueSetting plain(String key, String value) {
        return new ValueSetting(key, value, false, null);
    }

    /**
     * @param key what the value is referred to by
     * @param value the secret
     * @return a setting that stores the value as a secret
     * @throws InvalidInputException if the key is not one, see {@link Identifiers#requireKey}, or the value is null
     */
    public static ValueSetting secret(String key, String value) {
        return new ValueSetting(key, value, true, null);
    }

    /**
     * @param text what the value is for, or null to keep what is there
     * @return this setting with the description
     */
    public ValueSetting describedAs(String text) {
        return new ValueSetting(key, value, secret, text);
    }

    /** @return what the value is referred to by */
    public String key() {
        return key;
    }

    /** @return whether the value must be kept as a secret */
    public boolean isSecret() {
        return secret;
    }

    /** @return what the value is for, if that is to change */
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
