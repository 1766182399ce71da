package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version and its source in version control. A component is null if it is unknown.
 *
 * @param version the version, such as {@code 1.2.3}
 * @param ref the full name of the branch or tag, which begins with {@code refs/}, such as {@code refs/heads/main}
 * @param commit the commit hash: 5 to 40 hexadecimal digits, converted to lower case
 */
public record VersionSource(
        @Nullable String version,
        @Nullable String ref,
        @Nullable String commit) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{5,40}");

    /**
     * Checks the components.
     *
     * @throws InvalidInputException as {@link #check} does
     */
    public VersionSource {
        check(ref, commit);
        commit = commit == null ? null : commit.toLowerCase(Locale.ROOT);
    }

    /**
     * Checks whether the API accepts a ref and a commit.
     *
     * @param ref a ref, or null
     * @param commit a commit hash, or null
     * @throws InvalidInputException if the ref does not begin with {@code refs/}, or the hash does not have 5 to 40
     *     hexadecimal digits
     */
    public static void check(@Nullable String ref, @Nullable String commit) {
        if (ref != null && !ref.startsWith("refs/")) {
            throw new InvalidInputException(
                    "'" + ref + "' is not the full name of a ref. Give one that begins with refs/,"
                            + " such as refs/heads/main for a branch or refs/tags/1.2.3 for a tag.");
        }
        if (commit != null && !COMMIT.matcher(commit).matches()) {
            throw new InvalidInputException("'" + commit + "' is not a commit hash. Give 5 to 40 hexadecimal digits.");
        }
    }
}
