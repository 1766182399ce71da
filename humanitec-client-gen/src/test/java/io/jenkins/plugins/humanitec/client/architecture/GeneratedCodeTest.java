package io.jenkins.plugins.humanitec.client.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a developer reads in the generated code. */
class GeneratedCodeTest {

    private static final Path SOURCES = Path.of("target/generated-sources/openapi/src/main/java");
    private static final Pattern PARAMETER_WITHOUT_TEXT =
            Pattern.compile("@param \\w+ *(\\((required|optional)[^)]*\\))?$", Pattern.MULTILINE);

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void noClassHasTheNameOfOneOfJavaItself() throws IOException {
        List<String> ofJava = Stream.of(
                        Module.class, Object.class, Record.class, Process.class, Package.class, Error.class)
                .map(type -> type.getSimpleName() + ".java")
                .toList();

        assertThat(sources())
                .hasSizeGreaterThan(200)
                .noneMatch(file -> ofJava.contains(file.getFileName().toString()));
    }

    @Test
    void eachParameterIsExplained() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern(PARAMETER_WITHOUT_TEXT)
                    .doesNotContain("response boyd");
        }
    }
}
