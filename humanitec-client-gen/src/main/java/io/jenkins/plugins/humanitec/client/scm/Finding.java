package io.jenkins.plugins.humanitec.client.scm;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A commit or ref, or why there is none.
 *
 * @param value what was found, or null
 * @param reason why nothing was found, as a sentence without a full stop; null if something was
 */
record Finding(String value, String reason) {

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

    /** The commit that a text names, if the API takes it. */
    static Finding commit(String text, String whatItIs) {
        String hash = text.toLowerCase(Locale.ROOT);
        if (COMMIT.matcher(hash).matches()) {
            return of(hash);
        }
        if (SHA_256.matcher(hash).matches()) {
            return none(whatItIs + " is a SHA-256 hash, and Humanitec takes hashes of at most 40 digits");
        }
        return none(whatItIs + " is not the hash of a commit");
    }

    /** The value of a variable without surrounding white space; null if there is none. */
    static String variable(Map<String, String> variables, String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
