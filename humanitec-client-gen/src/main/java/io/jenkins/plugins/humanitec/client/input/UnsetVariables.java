package io.jenkins.plugins.humanitec.client.input;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognizes texts that contain a variable that is not set or was not replaced by its value. Groovy writes an unset variable
 * as {@code null}: {@code "registry.example.com/x:${env.NOPE}"} becomes {@code registry.example.com/x:null}. In single
 * quotes, and in Freestyle jobs, the variable stays {@code ${env.NOPE}}.
 */
public final class UnsetVariables {

    private static final Pattern SEPARATOR = Pattern.compile("[/:@]");
    private static final Pattern WORD = Pattern.compile("(?:^|[-_.+])null(?:$|[-_.+])");

    /** Does not match placeholders of Humanitec, which contain a dot and do not begin with env or params. */
    private static final Pattern NOT_REPLACED =
            Pattern.compile("\\$\\{(?:env\\.|params\\.)?[A-Za-z_][A-Za-z0-9_]*}|\\$[A-Z_][A-Z0-9_]*");

    private UnsetVariables() {}

    /** Returns whether the text, or a part between slashes, colons and at signs such as an image's tag, is {@code null}. */
    private static boolean hasNull(String text) {
        return List.of(SEPARATOR.split(text, -1)).contains("null");
    }

    /**
     * Returns whether {@code null} is a word in a text, such as in {@code pr-null}. This can be intended.
     *
     * @param text a text, such as a name, a version or an image
     * @return whether it contains the word
     */
    static boolean isPerhapsIn(String text) {
        return SEPARATOR.splitAsStream(text).anyMatch(part -> WORD.matcher(part).find());
    }

    /**
     * Rejects a text that contains an unset variable: the text, or a part between slashes, colons and at signs, is
     * {@code null}, or the text contains a variable that was not replaced.
     *
     * @param what the description of the text for the message, such as {@code The image of backend}
     * @param text a text that names something, such as a name, a version or an image
     * @throws InvalidInputException if the text contains such a variable
     */
    public static void refuse(String what, String text) {
        if (hasNull(text)) {
            throw new InvalidInputException(
                    what + " is '" + Argument.shown(text) + "'. A variable in it is probably not set.");
        }
        if (NOT_REPLACED.matcher(text).find()) {
            throw new InvalidInputException(what + " is '" + Argument.shown(text)
                    + "'. The variable in it was not replaced by its value: it is not set, or the text is in single"
                    + " quotes.");
        }
    }
}
