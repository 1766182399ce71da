package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The ID of the environment in which a branch or change request is previewed.
 *
 * <ul>
 *   <li>That of change request 12 is {@code pr-12}.
 *   <li>That of a branch is {@code preview-} and its name, if this is an ID as it stands: {@code preview-fix-7}.
 *   <li>Of any other branch each run of characters that an ID cannot have becomes a hyphen, capitals become small, what is too
 *       long is cut off, and six hexadecimal digits of the name's SHA-256 are added, so that no two branches share an
 *       environment: {@code feature/Login} becomes {@code preview-feature-login-} with six digits.
 * </ul>
 *
 * <p>With what they begin with, no branch has the ID of an environment such as {@code production}. Where several repositories
 * belong to one application, a prefix keeps their environments apart: {@code backend-pr-12}, {@code backend-preview-fix-7}.
 */
public final class PreviewId {

    private static final String PREFIX = "preview-";
    private static final int DIGITS = 6;

    /** Leaves room for a few characters of a branch's name and the digits. */
    private static final int LONGEST_PREFIX = 25;

    private static final Pattern UNFIT = Pattern.compile("[^a-z0-9]+");
    private static final Pattern FIT = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    private PreviewId() {}

    /**
     * @param number the number of a change request
     * @return the ID of its environment
     * @throws InvalidInputException if that is none
     */
    public static String ofChangeRequest(String number) {
        return ofChangeRequest(null, number);
    }

    /**
     * @param prefix what the ID begins with, which {@link #requirePrefix} accepts; null for nothing
     * @param number the number of a change request
     * @return the ID of its environment
     * @throws InvalidInputException if the prefix cannot begin an ID, or the number gives none
     */
    public static String ofChangeRequest(String prefix, String number) {
        return Identifiers.requireId(
                "environment",
                begin(prefix)
                        + "pr-"
                        + UNFIT.matcher(number.toLowerCase(Locale.ROOT)).replaceAll("-"));
    }

    /**
     * @param branch the name of a branch
     * @return the ID of its environment
     * @throws InvalidInputException if the name is empty
     */
    public static String ofBranch(String branch) {
        return ofBranch(null, branch);
    }

    /**
     * @param prefix what the ID begins with, which {@link #requirePrefix} accepts; null for nothing
     * @param branch the name of a branch
     * @return the ID of its environment
     * @throws InvalidInputException if the prefix cannot begin an ID, or the name is empty
     */
    public static String ofBranch(String prefix, String branch) {
        if (branch == null || branch.isBlank()) {
            throw new InvalidInputException("No branch is given.");
        }
        String begin = begin(prefix) + PREFIX;
        String slug =
                UNFIT.matcher(branch.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-+|-+$", "");
        String id = begin + slug;
        if (slug.equals(branch) && id.length() <= Identifiers.MAX_LENGTH) {
            return Identifiers.requireId("environment", id);
        }
        String digits = digits(branch);
        int room = Identifiers.MAX_LENGTH - begin.length() - digits.length() - 1;
        String cut = slug.substring(0, Math.min(slug.length(), room)).replaceAll("-+$", "");
        return Identifiers.requireId("environment", begin + (cut.isEmpty() ? digits : cut + "-" + digits));
    }

    /**
     * @param prefix a prefix
     * @throws InvalidInputException unless it has 1 to 25 lower-case letters, digits and single inner hyphens
     */
    public static void requirePrefix(String prefix) {
        if (prefix.length() > LONGEST_PREFIX || !FIT.matcher(prefix).matches()) {
            throw new InvalidInputException(
                    "'" + prefix + "' cannot be the prefix of an environment's ID: a prefix has 1 to " + LONGEST_PREFIX
                            + " lower-case letters, digits and single hyphens, with no hyphen first or last.");
        }
    }

    private static String begin(String prefix) {
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
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
