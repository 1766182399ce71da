package io.jenkins.plugins.humanitec.client;

import java.util.regex.Pattern;

/**
 * Checks identifiers before a request is made of them. The patterns are the API's (parameters {@code orgIdPathParam} and
 * {@code appIdPathParam}, schema {@code ValueCreatePayloadRequest}).
 */
public final class Identifiers {

    /** The most characters that the ID of an organization, application or environment has. */
    public static final int MAX_LENGTH = 50;

    /** Accepts what the API's own pattern accepts, without its nested repetition, which takes exponential time. */
    private static final Pattern ID = Pattern.compile("[a-z0-9](?:-?[a-z0-9])+");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+");

    private static final int LONGEST_IN_A_MESSAGE = 100;

    private Identifiers() {}

    private static String quote(String text) {
        return "'" + LogSanitizer.inOneLine(text, LONGEST_IN_A_MESSAGE) + "'";
    }

    /**
     * @param what what the ID identifies, for the message, such as {@code application}
     * @param id the ID
     * @return the ID
     * @throws InvalidInputException unless the ID has 2 to 50 lower-case letters, digits and single inner hyphens
     */
    public static String requireId(String what, String id) {
        if (id == null || id.isEmpty()) {
            throw new InvalidInputException("No " + what + " is given.");
        }
        if (id.length() > MAX_LENGTH || !ID.matcher(id).matches()) {
            throw new InvalidInputException(quote(id) + " is not the ID of an " + what + ": an ID has 2 to "
                    + MAX_LENGTH + " lower-case letters, digits and single hyphens, with no hyphen first or last.");
        }
        return id;
    }

    /**
     * @param key a shared value's key
     * @return the key
     * @throws InvalidInputException unless the key has one or more letters, digits, underscores, dots and hyphens. The keys
     *     {@code .} and {@code ..} match the API's pattern, but no URL can name them and they are refused too.
     */
    public static String requireKey(String key) {
        if (key == null || key.isEmpty()) {
            throw new InvalidInputException("No key is given.");
        }
        if (!KEY.matcher(key).matches()) {
            throw new InvalidInputException(quote(key)
                    + " is not the key of a shared value: a key has letters, digits, underscores, dots and hyphens.");
        }
        if (isDotSegment(key)) {
            throw new InvalidInputException(quote(key) + " cannot be the key of a shared value: no URL can name it.");
        }
        return key;
    }

    /**
     * @param segment a path segment
     * @return whether URLs give the segment a meaning of its own, so that it cannot name an object
     */
    public static boolean isDotSegment(String segment) {
        return segment.equals(".") || segment.equals("..");
    }
}
