package io.jenkins.plugins.humanitec.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** Writes the rows of the table of {@code ./bench}. The system property {@code bench.target} sets the file. */
final class BenchTable {

    private BenchTable() {}

    static Path target() {
        return Path.of(System.getProperty("bench.target", "target/bench/jenkins.md"))
                .toAbsolutePath();
    }

    static void row(String what, String against, String goal, String measured, boolean reached) throws IOException {
        Files.createDirectories(target().getParent());
        Files.writeString(
                target(),
                "| " + String.join(" | ", what, against, goal, measured, reached ? "yes" : "**no**") + " |\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }
}
