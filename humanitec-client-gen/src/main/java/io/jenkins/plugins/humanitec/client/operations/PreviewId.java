package io.jenkins.plugins.humanitec.client.operations;

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
 * <p>With what they begin with, no branch has the ID of an environment such as {@code production}.
 */
public final class PreviewId {

    private static final String PREFIX = "preview-";
    private static final int DIGITS = 6;
    private static final Pattern UNFIT = Pattern.compile("[^a-z0-9]+");

    private PreviewId() {}

    /**
     * @param number the number of a change request
     * @return the ID of its environment
     * @throws InvalidInputException if that is none
     */
    public static String ofChangeRequest(String number) {
        return Identifiers.requireId(
                "environment",
                "pr-" + UNFIT.matcher(number.toLowerCase(Locale.ROOT)).replaceAll("-"));
    }

    /**
     * @param branch the name of a branch
     * @return the ID of its environment
     * @throws InvalidInputException if the name is empty
     */
    public static String ofBranch(String branch) {
        if (branch == null || branch.isBlank()) {
            throw new InvalidInputException("No branch is given.");
        }
        String slug =
                UNFIT.matcher(branch.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-+|-+$", "");
        String id = PREFIX + slug;
        if (slug.equals(branch) && id.length() <= Identifiers.MAX_LENGTH) {
            return Identifiers.requireId("environment", id);
        }
        String digits = digits(branch);
        int room = Identifiers.MAX_LENGTH - PREFIX.length() - digits.length() - 1;
        String cut = slug.substring(0, Math.min(slug.length(), room)).replaceAll("-+$", "");
        return Identifiers.requireId("environment", PREFIX + (cut.isEmpty() ? digits : cut + "-" + digits));
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
