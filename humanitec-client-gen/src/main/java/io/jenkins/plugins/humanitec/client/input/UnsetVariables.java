package io.jenkins.plugins.humanitec.client.input;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognizes texts with a variable that was not set, or not replaced by its value. Groovy writes one that is not set as
 * {@code null}, so that {@code "registry.example.com/x:${env.NOPE}"} is {@code registry.example.com/x:null}; in single quotes,
 * and in Freestyle jobs, it stays {@code ${env.NOPE}}.
 */
public final class UnsetVariables {

    private static final Pattern SEPARATOR = Pattern.compile("[/:@]");
    private static final Pattern WORD = Pattern.compile("(?:^|[-_.+])null(?:$|[-_.+])");

    /** Placeholders of Humanitec itself have a dot, and begin neither with env nor with params. */
    private static final Pattern NOT_REPLACED =
            Pattern.compile("\\$\\{(?:env\\.|params\\.)?[A-Za-z_][A-Za-z0-9_]*}|\\$[A-Z_][A-Z0-9_]*");

    private UnsetVariables() {}

    /** Whether {@code null} is the text, or all of it between slashes, colons and at signs, as the tag of an image. */
    private static boolean hasNull(String text) {
        return List.of(SEPARATOR.split(text, -1)).contains("null");
    }

    /**
     * @param text a text, such as a name, a version or an image
     * @return whether {@code null} is a word in it, as in {@code pr-null}; there may be a good reason for that
     */
    static boolean isPerhapsIn(String text) {
        return SEPARATOR.splitAsStream(text).anyMatch(part -> WORD.matcher(part).find());
    }

    /**
     * @param what what the text is, such as {@code The image of backend}
     * @param text a text that names something, such as a name, a version or an image
     * @throws InvalidInputException if a variable in the text was not set or not replaced: {@code null} is the text, or all of
     *     it between slashes, colons and at signs, or the variable still stands in it
     */
    public static void refuse(String what, String text) {
        if (hasNull(text)) {
            throw new InvalidInputException(
                    what + " is '" + Argument.shown(text) + "'. A variable in it is probably not set.");
        }
        if (NOT_REPLACED.matcher(text).find()) {
            throw new InvalidInputException(
                    what + " is '" + Argument.shown(text)
                            + "'. The variable in it was not replaced by its value: it is not set, or the text is in single quotes.");
        }
    }
}
