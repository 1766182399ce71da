package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes maps as forms have them: a line {@code name=value} for each entry. */
public final class KeyValueLines {

    private KeyValueLines() {}

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

    @NonNull
    public static String format(@NonNull Map<String, ?> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
