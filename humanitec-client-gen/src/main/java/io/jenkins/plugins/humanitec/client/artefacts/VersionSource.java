package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a version was made from. What is null is not known.
 *
 * @param version the version, such as {@code 1.2.3}
 * @param ref the full name of the branch or tag, which begins with {@code refs/}, such as {@code refs/heads/main}
 * @param commit the commit's hash: 5 to 40 hexadecimal digits, which become lower-case ones
 */
public record VersionSource(String version, String ref, String commit) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{5,40}");

    /** @throws InvalidInputException if the ref or the commit is not one that the API takes */
    public VersionSource {
        check(ref, commit);
        commit = commit == null ? null : commit.toLowerCase(Locale.ROOT);
    }

    /**
     * @param ref a ref, or null
     * @param commit a commit, or null
     * @throws InvalidInputException if the ref does not begin with {@code refs/}, or the commit does not have 5 to 40
     *     hexadecimal digits
     */
    public static void check(String ref, String commit) {
        if (ref != null && !ref.startsWith("refs/")) {
            throw new InvalidInputException(
                    "'" + ref + "' is not the full name of a ref. Give one that begins with refs/,"
                            + " such as refs/heads/main for a branch or refs/tags/1.2.3 for a tag.");
        }
        if (commit != null && !COMMIT.matcher(commit).matches()) {
            throw new InvalidInputException(
                    "'" + commit + "' is not the hash of a commit: a hash has 5 to 40 hexadecimal digits.");
        }
    }
}
