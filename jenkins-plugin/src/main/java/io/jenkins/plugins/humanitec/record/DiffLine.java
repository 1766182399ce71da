package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a difference.
 *
 * @param sign {@code +} for an added line, {@code -} for a removed one, {@code ~} for a changed one, and a space for others
 * @param text the line
 */
public record DiffLine(@NonNull String sign, @NonNull String text) {

    /** {@return the sign} */
    public String getSign() {
        return sign;
    }

    /** {@return the line without its sign} */
    public String getText() {
        return text;
    }

    /** {@return the class of the line in CSS} */
    public String getCss() {
        return switch (sign) {
            case "+" -> "humanitec-added";
            case "-" -> "humanitec-removed";
            case "~" -> "humanitec-replaced";
            default -> "humanitec-same";
        };
    }

    /**
     * {@return a line that begins with its sign}
     *
     * @param line the sign, a space and the line
     */
    @NonNull
    public static DiffLine signed(@NonNull String line) {
        return line.matches("(?s)[-+~] .*")
                ? new DiffLine(line.substring(0, 1), line.substring(2))
                : new DiffLine(" ", line);
    }

    /**
     * Returns the lines that make one text of another one. A field, which is a line such as {@code name: value}, is next to its
     * former value.
     */
    @NonNull
    static List<DiffLine> between(@CheckForNull String before, @CheckForNull String after) {
        List<String> removed = lines(before);
        List<String> added = lines(after);
        List<DiffLine> diff = new ArrayList<>();
        for (String line : removed) {
            if (added.remove(line)) {
                diff.add(new DiffLine(" ", line));
                continue;
            }
            diff.add(new DiffLine("-", line));
            added.stream()
                    .filter(other ->
                            isField(line) && isField(other) && field(line).equals(field(other)))
                    .findFirst()
                    .ifPresent(other -> {
                        added.remove(other);
                        diff.add(new DiffLine("+", other));
                    });
        }
        added.forEach(line -> diff.add(new DiffLine("+", line)));
        return diff;
    }

    private static List<String> lines(String text) {
        return text == null ? new ArrayList<>() : new ArrayList<>(text.lines().toList());
    }

    private static boolean isField(String line) {
        return line.contains(": ");
    }

    private static String field(String line) {
        return line.substring(0, line.indexOf(": "));
    }
}
