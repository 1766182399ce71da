package io.jenkins.plugins.humanitec.client.scm;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A commit or ref, or the reason why it is unknown.
 *
 * @param value the commit or ref, or null
 * @param reason why it is unknown, as a sentence without a full stop; null if it is known
 */
record Finding(@Nullable String value, @Nullable String reason) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{5,40}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    static Finding of(String value) {
        return new Finding(value, null);
    }

    static Finding none(String reason) {
        return new Finding(null, reason);
    }

    boolean isKnown() {
        return value != null;
    }

    /**
     * Returns the commit if the API accepts its hash.
     *
     * @param text the hash
     * @param description where the hash comes from, for the reason
     */
    static Finding commit(String text, String description) {
        String hash = text.toLowerCase(Locale.ROOT);
        if (COMMIT.matcher(hash).matches()) {
            return of(hash);
        }
        if (SHA_256.matcher(hash).matches()) {
            return none(description + " is a SHA-256 hash, and Humanitec accepts hashes of at most 40 digits");
        }
        return none(description + " is not a commit hash");
    }

    /** Returns the value of a variable without surrounding white space; null if it is not set. */
    static @Nullable String variable(Map<String, String> variables, String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
