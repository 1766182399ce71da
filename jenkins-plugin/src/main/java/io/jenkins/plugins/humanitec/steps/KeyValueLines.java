package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts between maps and the text in forms, with one line {@code name=value} for each entry. */
public final class KeyValueLines {

    private KeyValueLines() {}

    /**
     * Reads lines. Ignores blank lines, and removes spaces around names and values.
     *
     * @param lines the lines; null is the same as no lines
     * @return the map, in the order of the lines; the value of a line without {@code =} is empty
     */
    @NonNull
    public static LinkedHashMap<String, String> parse(@CheckForNull String lines) {
        LinkedHashMap<String, String> map = new LinkedHashMap<>();
        for (String line : lines == null ? new String[0] : lines.split("\\R")) {
            if (!line.isBlank()) {
                String[] parts = line.split("=", 2);
                map.put(parts[0].trim(), parts.length == 2 ? parts[1].trim() : "");
            }
        }
        return map;
    }

    /**
     * Writes a map.
     *
     * @param map the map
     * @return the lines
     */
    @NonNull
    public static String format(@NonNull Map<String, ?> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
