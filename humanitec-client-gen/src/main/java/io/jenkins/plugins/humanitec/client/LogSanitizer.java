package io.jenkins.plugins.humanitec.client;

/** Makes text from other systems safe for logs: it cannot imitate a line of the log, and cannot control a terminal. */
public final class LogSanitizer {

    /** The control characters of ASCII and of ISO 8859. */
    private static final String CONTROL = "\\p{Cntrl}\\x{80}-\\x{9f}";

    private LogSanitizer() {}

    /**
     * Converts a text to one line. Each sequence of control characters, white space and line breaks becomes one space.
     *
     * @param text any text
     * @param longest the maximum length in characters, 1 or more; the rest of a longer text is replaced by an ellipsis
     * @return the line
     */
    public static String inOneLine(String text, int longest) {
        String line = text.replaceAll("[" + CONTROL + "\\s]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    /**
     * Indents all lines except the first one by two spaces, and replaces control characters other than tabs by spaces.
     *
     * @param text any text
     * @return the indented text
     */
    public static String indented(String text) {
        return text.replaceAll("\\R", "\n  ").replaceAll("[" + CONTROL + "&&[^\n\t]]", " ");
    }
}
