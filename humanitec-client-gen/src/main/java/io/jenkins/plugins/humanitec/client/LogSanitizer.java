package io.jenkins.plugins.humanitec.client;

/** Makes words from elsewhere fit for a log: they must neither pass for a line of the log's own nor steer a terminal. */
public final class LogSanitizer {

    /** The control characters of ASCII, and those that ISO 8859 adds. */
    private static final String CONTROL = "\\p{Cntrl}\\x{80}-\\x{9f}";

    private LogSanitizer() {}

    /**
     * @param text any text
     * @param longest how many characters are kept, 1 or more
     * @return the text without control characters, its white space and line breaks each become one space, with an ellipsis if
     *     it was longer
     */
    public static String inOneLine(String text, int longest) {
        String line = text.replaceAll("[" + CONTROL + "\\s]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    /**
     * @param text any text
     * @return the text with each line but the first indented by two spaces, and spaces for its control characters, except tabs
     */
    public static String indented(String text) {
        return text.replaceAll("\\R", "\n  ").replaceAll("[" + CONTROL + "&&[^\n\t]]", " ");
    }
}
