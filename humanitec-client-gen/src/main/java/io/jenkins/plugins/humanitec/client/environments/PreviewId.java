package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Computes the IDs of preview environments for branches and change requests.
 *
 * <ul>
 *   <li>Change request 12 gets {@code pr-12}.
 *   <li>A branch whose name is a valid ID gets {@code preview-} and the name: {@code preview-fix-7}.
 *   <li>For any other branch, each sequence of invalid characters becomes a hyphen, capitals become lower case, and a long
 *       name is cut off. Six hexadecimal digits of the name's SHA-256 hash are added, so that two branches do not share an
 *       environment: {@code feature/Login} becomes {@code preview-feature-login-} with six digits.
 * </ul>
 *
 * <p>The fixed beginning ensures that no branch gets the ID of an environment such as {@code production}. If several
 * repositories belong to one application, a prefix separates their environments: {@code backend-pr-12},
 * {@code backend-preview-fix-7}.
 */
public final class PreviewId {

    private static final String PREFIX = "preview-";
    private static final int DIGITS = 6;

    /** Leaves space for a few characters of a branch's name and the digits. */
    private static final int MAX_PREFIX_LENGTH = 25;

    private static final Pattern INVALID = Pattern.compile("[^a-z0-9]+");
    private static final Pattern VALID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    private PreviewId() {}

    /**
     * {@return the ID of the environment of a change request}
     *
     * @param number the number of the change request
     * @throws InvalidInputException if the number does not result in a valid ID
     */
    public static String ofChangeRequest(String number) {
        return ofChangeRequest(null, number);
    }

    /**
     * {@return the ID of the environment of a change request}
     *
     * @param prefix the beginning of the ID, valid for {@link #requirePrefix}; null for none
     * @param number the number of the change request
     * @throws InvalidInputException if the prefix is invalid, or the number does not result in a valid ID
     */
    public static String ofChangeRequest(@Nullable String prefix, String number) {
        return Identifiers.requireId(
                "environment",
                begin(prefix)
                        + "pr-"
                        + INVALID.matcher(number.toLowerCase(Locale.ROOT)).replaceAll("-"));
    }

    /**
     * {@return the ID of the environment of a branch}
     *
     * @param branch the name of the branch
     * @throws InvalidInputException if the name is empty
     */
    public static String ofBranch(String branch) {
        return ofBranch(null, branch);
    }

    /**
     * {@return the ID of the environment of a branch}
     *
     * @param prefix the beginning of the ID, valid for {@link #requirePrefix}; null for none
     * @param branch the name of the branch
     * @throws InvalidInputException if the prefix is invalid, or the name is empty
     */
    public static String ofBranch(@Nullable String prefix, String branch) {
        if (branch == null || branch.isBlank()) {
            throw new InvalidInputException("The name of the branch is missing.");
        }
        String begin = begin(prefix) + PREFIX;
        String slug =
                INVALID.matcher(branch.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-+|-+$", "");
        String id = begin + slug;
        if (slug.equals(branch) && id.length() <= Identifiers.MAX_LENGTH) {
            return Identifiers.requireId("environment", id);
        }
        String digits = digits(branch);
        int length = Identifiers.MAX_LENGTH - begin.length() - digits.length() - 1;
        String cut = slug.substring(0, Math.min(slug.length(), length)).replaceAll("-+$", "");
        return Identifiers.requireId("environment", begin + (cut.isEmpty() ? digits : cut + "-" + digits));
    }

    /**
     * Checks a prefix.
     *
     * @param prefix the prefix
     * @throws InvalidInputException unless it consists of 1 to 25 lower-case letters, digits and single inner hyphens
     */
    public static void requirePrefix(String prefix) {
        if (prefix.length() > MAX_PREFIX_LENGTH || !VALID.matcher(prefix).matches()) {
            throw new InvalidInputException(
                    "'" + prefix + "' is not a valid prefix of an environment ID. Use 1 to " + MAX_PREFIX_LENGTH
                            + " lower-case letters, digits and single hyphens, without a hyphen at the beginning or end.");
        }
    }

    private static String begin(@Nullable String prefix) {
        if (prefix == null) {
            return "";
        }
        requirePrefix(prefix);
        return prefix + "-";
    }

    private static String digits(String branch) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(branch.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available in this Java runtime.", e);
        }
    }
}
