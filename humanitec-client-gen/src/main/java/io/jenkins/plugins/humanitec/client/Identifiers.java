package io.jenkins.plugins.humanitec.client;

import java.util.regex.Pattern;

/**
 * Checks identifiers before they are used in a request. The patterns are those of the API description
 * ({@code openapi/components/path-parameters.yaml}).
 */
public final class Identifiers {

    /** The maximum length of the ID of an organization, application or environment, in characters. */
    public static final int MAX_LENGTH = 50;

    /**
     * Accepts the same IDs as the pattern of the API, but without its nested repetition, which takes exponential time.
     */
    private static final Pattern ID = Pattern.compile("[a-z0-9](?:-?[a-z0-9])+");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+");

    private static final int LONGEST_IN_A_MESSAGE = 100;

    private Identifiers() {}

    private static String quote(String text) {
        return "'" + LogSanitizer.inOneLine(text, LONGEST_IN_A_MESSAGE) + "'";
    }

    /**
     * Checks the ID of an organization, application or environment.
     *
     * @param what the kind of object, such as {@code application}, for the message
     * @param id the ID; null and the empty string are rejected
     * @return the ID
     * @throws InvalidInputException unless the ID has 2 to 50 lower-case letters, digits and single hyphens, without a
     *     hyphen at the beginning or end
     */
    public static String requireId(String what, String id) {
        if (id == null || id.isEmpty()) {
            throw new InvalidInputException("No " + what + " is given. Specify its ID.");
        }
        if (id.length() > MAX_LENGTH || !ID.matcher(id).matches()) {
            throw new InvalidInputException(quote(id) + " is not the ID of an " + what + ": an ID has 2 to "
                    + MAX_LENGTH + " lower-case letters, digits and single hyphens, without a hyphen at either end.");
        }
        return id;
    }

    /**
     * Checks the key of a shared value.
     *
     * @param key the key; null and the empty string are rejected
     * @return the key
     * @throws InvalidInputException unless the key consists of letters, digits, underscores, dots and hyphens. The keys
     *     {@code .} and {@code ..} match the pattern of the API, but are rejected too, since a URL cannot contain them.
     */
    public static String requireKey(String key) {
        if (key == null || key.isEmpty()) {
            throw new InvalidInputException("No key is given. Specify the key of a shared value.");
        }
        if (!KEY.matcher(key).matches()) {
            throw new InvalidInputException(quote(key)
                    + " is not the key of a shared value: a key has letters, digits, underscores, dots and hyphens.");
        }
        if (isDotSegment(key)) {
            throw new InvalidInputException(quote(key)
                    + " cannot be the key of a shared value, since a URL cannot contain it. Use another key.");
        }
        return key;
    }

    /**
     * {@return whether a URL gives a path segment a special meaning, so that it cannot identify an object}
     *
     * @param segment the path segment, not encoded
     */
    public static boolean isDotSegment(String segment) {
        return segment.equals(".") || segment.equals("..");
    }
}
